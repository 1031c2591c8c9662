// Generated from the published definitions of FHIR R4 (4.0.1) by `npm run generate`; do not edit.

import { address, canonical, code, coding, composite, concept, contact, date, flag, hasExtension, humanName, identifier, inline, list, money, number, partsOf, period, quantity, range, reference, text, timing, type Draft, uri } from '../extract/draft.ts';

// A parsed resource is read by name here; the functions that take the values check what they are given.
// biome-ignore lint/suspicious/noExplicitAny: see above
export const EXTRACTORS: Readonly<Record<string, (k: Draft, r: any) => void>> = {
  Account: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    text(k, 'name', r?.name);
    reference(k, 'owner', r?.owner);
    for (const v1 of list(r?.subject)) {
      reference(k, 'patient', v1, 'Patient');
      reference(k, 'subject', v1);
    }
    period(k, 'period', r?.servicePeriod);
    code(k, 'status', r?.status);
    concept(k, 'type', r?.type);
  },
  ActivityDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.library)) {
      canonical(k, 'depends-on', v1);
    }
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  AdverseEvent: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    code(k, 'actuality', r?.actuality);
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    date(k, 'date', r?.date);
    concept(k, 'event', r?.event);
    reference(k, 'location', r?.location);
    reference(k, 'recorder', r?.recorder);
    for (const v1 of list(r?.resultingCondition)) {
      reference(k, 'resultingcondition', v1);
    }
    concept(k, 'seriousness', r?.seriousness);
    concept(k, 'severity', r?.severity);
    for (const v1 of list(r?.study)) {
      reference(k, 'study', v1);
    }
    reference(k, 'subject', r?.subject);
    for (const v1 of list(r?.suspectEntity)) {
      reference(k, 'substance', v1?.instance);
    }
  },
  AllergyIntolerance: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'asserter', r?.asserter);
    for (const v1 of list(r?.category)) {
      code(k, 'category', v1);
    }
    concept(k, 'clinical-status', r?.clinicalStatus);
    concept(k, 'code', r?.code);
    for (const v1 of list(r?.reaction)) {
      concept(k, 'code', v1?.substance);
      for (const v2 of list(v1?.manifestation)) {
        concept(k, 'manifestation', v2);
      }
      date(k, 'onset', v1?.onset);
      concept(k, 'route', v1?.exposureRoute);
      code(k, 'severity', v1?.severity);
    }
    code(k, 'criticality', r?.criticality);
    date(k, 'date', r?.recordedDate);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    date(k, 'last-date', r?.lastOccurrence);
    reference(k, 'patient', r?.patient);
    reference(k, 'recorder', r?.recorder);
    code(k, 'type', r?.type);
    concept(k, 'verification-status', r?.verificationStatus);
  },
  Appointment: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.participant)) {
      reference(k, 'actor', v1?.actor);
      reference(k, 'location', v1?.actor, 'Location');
      code(k, 'part-status', v1?.status);
      reference(k, 'patient', v1?.actor, 'Patient');
      reference(k, 'practitioner', v1?.actor, 'Practitioner');
    }
    concept(k, 'appointment-type', r?.appointmentType);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    date(k, 'date', r?.start);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason-code', v1);
    }
    for (const v1 of list(r?.reasonReference)) {
      reference(k, 'reason-reference', v1);
    }
    for (const v1 of list(r?.serviceCategory)) {
      concept(k, 'service-category', v1);
    }
    for (const v1 of list(r?.serviceType)) {
      concept(k, 'service-type', v1);
    }
    for (const v1 of list(r?.slot)) {
      reference(k, 'slot', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
    code(k, 'status', r?.status);
    for (const v1 of list(r?.supportingInformation)) {
      reference(k, 'supporting-info', v1);
    }
  },
  AppointmentResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'actor', r?.actor);
    reference(k, 'appointment', r?.appointment);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'location', r?.actor, 'Location');
    code(k, 'part-status', r?.participantStatus);
    reference(k, 'patient', r?.actor, 'Patient');
    reference(k, 'practitioner', r?.actor, 'Practitioner');
  },
  AuditEvent: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    code(k, 'action', r?.action);
    for (const v1 of list(r?.agent)) {
      text(k, 'address', v1?.network?.address);
      reference(k, 'agent', v1?.who);
      text(k, 'agent-name', v1?.name);
      for (const v2 of list(v1?.role)) {
        concept(k, 'agent-role', v2);
      }
      code(k, 'altid', v1?.altId);
      reference(k, 'patient', v1?.who, 'Patient');
      for (const v2 of list(v1?.policy)) {
        uri(k, 'policy', v2);
      }
    }
    date(k, 'date', r?.recorded);
    for (const v1 of list(r?.entity)) {
      reference(k, 'entity', v1?.what);
      text(k, 'entity-name', v1?.name);
      coding(k, 'entity-role', v1?.role);
      coding(k, 'entity-type', v1?.type);
      reference(k, 'patient', v1?.what, 'Patient');
    }
    code(k, 'outcome', r?.outcome);
    code(k, 'site', r?.source?.site);
    reference(k, 'source', r?.source?.observer);
    for (const v1 of list(r?.subtype)) {
      coding(k, 'subtype', v1);
    }
    coding(k, 'type', r?.type);
  },
  Basic: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    concept(k, 'code', r?.code);
    date(k, 'created', r?.created);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'subject', r?.subject);
  },
  Binary: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  BiologicallyDerivedProduct: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  BodyStructure: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'location', r?.location);
    concept(k, 'morphology', r?.morphology);
    reference(k, 'patient', r?.patient);
  },
  Bundle: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    inline(k, 'composition', list(r?.entry)[0]?.resource);
    identifier(k, 'identifier', r?.identifier);
    inline(k, 'message', list(r?.entry)[0]?.resource);
    date(k, 'timestamp', r?.timestamp);
    code(k, 'type', r?.type);
  },
  CapabilityStatement: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    code(k, 'fhirversion', r?.version);
    for (const v1 of list(r?.format)) {
      code(k, 'format', v1);
    }
    for (const v1 of list(r?.implementationGuide)) {
      canonical(k, 'guide', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    for (const v1 of list(r?.rest)) {
      code(k, 'mode', v1?.mode);
      for (const v2 of list(v1?.resource)) {
        code(k, 'resource', v2?.type);
        canonical(k, 'resource-profile', v2?.profile);
        for (const v3 of list(v2?.supportedProfile)) {
          canonical(k, 'supported-profile', v3);
        }
      }
      for (const v2 of list(v1?.security?.service)) {
        concept(k, 'security-service', v2);
      }
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    text(k, 'software', r?.software?.name);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  CarePlan: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.activity)) {
      concept(k, 'activity-code', v1?.detail?.code);
      timing(k, 'activity-date', v1?.detail?.scheduledTiming);
      period(k, 'activity-date', v1?.detail?.scheduledPeriod);
      reference(k, 'activity-reference', v1?.reference);
      for (const v2 of list(v1?.detail?.performer)) {
        reference(k, 'performer', v2);
      }
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.careTeam)) {
      reference(k, 'care-team', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    for (const v1 of list(r?.addresses)) {
      reference(k, 'condition', v1);
    }
    period(k, 'date', r?.period);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.goal)) {
      reference(k, 'goal', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    code(k, 'intent', r?.intent);
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.replaces)) {
      reference(k, 'replaces', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  CareTeam: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    period(k, 'date', r?.period);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.participant)) {
      reference(k, 'participant', v1?.member);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  CatalogEntry: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  ChargeItem: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.account)) {
      reference(k, 'account', v1);
    }
    concept(k, 'code', r?.code);
    reference(k, 'context', r?.context);
    date(k, 'entered-date', r?.enteredDate);
    reference(k, 'enterer', r?.enterer);
    number(k, 'factor-override', r?.factorOverride);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    date(k, 'occurrence', r?.occurrenceDateTime);
    period(k, 'occurrence', r?.occurrencePeriod);
    timing(k, 'occurrence', r?.occurrenceTiming);
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer-actor', v1?.actor);
      concept(k, 'performer-function', v1?.function);
    }
    reference(k, 'performing-organization', r?.performingOrganization);
    money(k, 'price-override', r?.priceOverride);
    quantity(k, 'quantity', r?.quantity);
    reference(k, 'requesting-organization', r?.requestingOrganization);
    for (const v1 of list(r?.service)) {
      reference(k, 'service', v1);
    }
    reference(k, 'subject', r?.subject);
  },
  ChargeItemDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Claim: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.careTeam)) {
      reference(k, 'care-team', v1?.provider);
    }
    date(k, 'created', r?.created);
    for (const v1 of list(r?.item)) {
      for (const v2 of list(v1?.detail)) {
        for (const v3 of list(v2?.udi)) {
          reference(k, 'detail-udi', v3);
        }
        for (const v3 of list(v2?.subDetail)) {
          for (const v4 of list(v3?.udi)) {
            reference(k, 'subdetail-udi', v4);
          }
        }
      }
      for (const v2 of list(v1?.encounter)) {
        reference(k, 'encounter', v2);
      }
      for (const v2 of list(v1?.udi)) {
        reference(k, 'item-udi', v2);
      }
    }
    reference(k, 'enterer', r?.enterer);
    reference(k, 'facility', r?.facility);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'insurer', r?.insurer);
    reference(k, 'patient', r?.patient);
    reference(k, 'payee', r?.payee?.party);
    concept(k, 'priority', r?.priority);
    for (const v1 of list(r?.procedure)) {
      for (const v2 of list(v1?.udi)) {
        reference(k, 'procedure-udi', v2);
      }
    }
    reference(k, 'provider', r?.provider);
    code(k, 'status', r?.status);
    code(k, 'use', r?.use);
  },
  ClaimResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'created', r?.created);
    text(k, 'disposition', r?.disposition);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'insurer', r?.insurer);
    code(k, 'outcome', r?.outcome);
    reference(k, 'patient', r?.patient);
    date(k, 'payment-date', r?.payment?.date);
    reference(k, 'request', r?.request);
    reference(k, 'requestor', r?.requestor);
    code(k, 'status', r?.status);
    code(k, 'use', r?.use);
  },
  ClinicalImpression: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'assessor', r?.assessor);
    date(k, 'date', r?.date);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.finding)) {
      concept(k, 'finding-code', v1?.itemCodeableConcept);
      reference(k, 'finding-ref', v1?.itemReference);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.investigation)) {
      for (const v2 of list(v1?.item)) {
        reference(k, 'investigation', v2);
      }
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'previous', r?.previous);
    for (const v1 of list(r?.problem)) {
      reference(k, 'problem', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    for (const v1 of list(r?.supportingInfo)) {
      reference(k, 'supporting-info', v1);
    }
  },
  CodeSystem: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.concept)) {
      code(k, 'code', v1?.code);
      for (const v2 of list(v1?.designation)) {
        code(k, 'language', v2?.language);
      }
    }
    code(k, 'content-mode', r?.content);
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    canonical(k, 'supplements', r?.supplements);
    uri(k, 'system', r?.url);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Communication: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    for (const v1 of list(r?.medium)) {
      concept(k, 'medium', v1);
    }
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    date(k, 'received', r?.received);
    for (const v1 of list(r?.recipient)) {
      reference(k, 'recipient', v1);
    }
    reference(k, 'sender', r?.sender);
    date(k, 'sent', r?.sent);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  CommunicationRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'authored', r?.authoredOn);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    reference(k, 'encounter', r?.encounter);
    identifier(k, 'group-identifier', r?.groupIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.medium)) {
      concept(k, 'medium', v1);
    }
    date(k, 'occurrence', r?.occurrenceDateTime);
    reference(k, 'patient', r?.subject, 'Patient');
    code(k, 'priority', r?.priority);
    for (const v1 of list(r?.recipient)) {
      reference(k, 'recipient', v1);
    }
    for (const v1 of list(r?.replaces)) {
      reference(k, 'replaces', v1);
    }
    reference(k, 'requester', r?.requester);
    reference(k, 'sender', r?.sender);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  CompartmentDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    code(k, 'code', r?.code);
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    for (const v1 of list(r?.resource)) {
      code(k, 'resource', v1?.code);
    }
    code(k, 'status', r?.status);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Composition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.attester)) {
      reference(k, 'attester', v1?.party);
    }
    for (const v1 of list(r?.author)) {
      reference(k, 'author', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    code(k, 'confidentiality', r?.confidentiality);
    for (const v1 of list(r?.event)) {
      for (const v2 of list(v1?.code)) {
        concept(k, 'context', v2);
      }
      period(k, 'period', v1?.period);
    }
    date(k, 'date', r?.date);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.section)) {
      for (const v2 of list(v1?.entry)) {
        reference(k, 'entry', v2);
      }
      concept(k, 'section', v1?.code);
    }
    identifier(k, 'identifier', r?.identifier);
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.relatesTo)) {
      identifier(k, 'related-id', v1?.targetIdentifier);
      reference(k, 'related-ref', v1?.targetReference);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    text(k, 'title', r?.title);
    concept(k, 'type', r?.type);
  },
  ConceptMap: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.group)) {
      for (const v2 of list(v1?.element)) {
        for (const v3 of list(v2?.target)) {
          for (const v4 of list(v3?.dependsOn)) {
            uri(k, 'dependson', v4?.property);
          }
          for (const v4 of list(v3?.product)) {
            uri(k, 'product', v4?.property);
          }
          code(k, 'target-code', v3?.code);
        }
        code(k, 'source-code', v2?.code);
      }
      canonical(k, 'other', v1?.unmapped?.url);
      uri(k, 'source-system', v1?.source);
      uri(k, 'target-system', v1?.target);
    }
    text(k, 'description', r?.description);
    identifier(k, 'identifier', r?.identifier);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    canonical(k, 'source', r?.sourceCanonical);
    canonical(k, 'source-uri', r?.sourceUri);
    code(k, 'status', r?.status);
    canonical(k, 'target', r?.targetCanonical);
    canonical(k, 'target-uri', r?.targetUri);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Condition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    quantity(k, 'abatement-age', r?.abatementAge);
    range(k, 'abatement-age', r?.abatementRange);
    date(k, 'abatement-date', r?.abatementDateTime);
    period(k, 'abatement-date', r?.abatementPeriod);
    text(k, 'abatement-string', r?.abatementString);
    reference(k, 'asserter', r?.asserter);
    for (const v1 of list(r?.bodySite)) {
      concept(k, 'body-site', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'clinical-status', r?.clinicalStatus);
    concept(k, 'code', r?.code);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.evidence)) {
      for (const v2 of list(v1?.code)) {
        concept(k, 'evidence', v2);
      }
      for (const v2 of list(v1?.detail)) {
        reference(k, 'evidence-detail', v2);
      }
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    quantity(k, 'onset-age', r?.onsetAge);
    range(k, 'onset-age', r?.onsetRange);
    date(k, 'onset-date', r?.onsetDateTime);
    period(k, 'onset-date', r?.onsetPeriod);
    text(k, 'onset-info', r?.onsetString);
    reference(k, 'patient', r?.subject, 'Patient');
    date(k, 'recorded-date', r?.recordedDate);
    concept(k, 'severity', r?.severity);
    for (const v1 of list(r?.stage)) {
      concept(k, 'stage', v1?.summary);
    }
    reference(k, 'subject', r?.subject);
    concept(k, 'verification-status', r?.verificationStatus);
  },
  Consent: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.provision?.action)) {
      concept(k, 'action', v1);
    }
    for (const v1 of list(r?.provision?.actor)) {
      reference(k, 'actor', v1?.reference);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    for (const v1 of list(r?.performer)) {
      reference(k, 'consentor', v1);
    }
    for (const v1 of list(r?.provision?.data)) {
      reference(k, 'data', v1?.reference);
    }
    date(k, 'date', r?.dateTime);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.organization)) {
      reference(k, 'organization', v1);
    }
    reference(k, 'patient', r?.patient);
    period(k, 'period', r?.provision?.period);
    for (const v1 of list(r?.provision?.purpose)) {
      coding(k, 'purpose', v1);
    }
    concept(k, 'scope', r?.scope);
    for (const v1 of list(r?.provision?.securityLabel)) {
      coding(k, 'security-label', v1);
    }
    reference(k, 'source-reference', r?.sourceReference);
    code(k, 'status', r?.status);
  },
  Contract: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.authority)) {
      reference(k, 'authority', v1);
    }
    for (const v1 of list(r?.domain)) {
      reference(k, 'domain', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    uri(k, 'instantiates', r?.instantiatesUri);
    date(k, 'issued', r?.issued);
    for (const v1 of list(r?.subject)) {
      reference(k, 'patient', v1, 'Patient');
      reference(k, 'subject', v1);
    }
    for (const v1 of list(r?.signer)) {
      reference(k, 'signer', v1?.party);
    }
    code(k, 'status', r?.status);
    uri(k, 'url', r?.url);
  },
  Coverage: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'beneficiary', r?.beneficiary);
    for (const v1 of list(r?.class)) {
      concept(k, 'class-type', v1?.type);
      text(k, 'class-value', v1?.value);
    }
    text(k, 'dependent', r?.dependent);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.beneficiary);
    for (const v1 of list(r?.payor)) {
      reference(k, 'payor', v1);
    }
    reference(k, 'policy-holder', r?.policyHolder);
    code(k, 'status', r?.status);
    reference(k, 'subscriber', r?.subscriber);
    concept(k, 'type', r?.type);
  },
  CoverageEligibilityRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'created', r?.created);
    reference(k, 'enterer', r?.enterer);
    reference(k, 'facility', r?.facility);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.patient);
    reference(k, 'provider', r?.provider);
    code(k, 'status', r?.status);
  },
  CoverageEligibilityResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'created', r?.created);
    text(k, 'disposition', r?.disposition);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'insurer', r?.insurer);
    code(k, 'outcome', r?.outcome);
    reference(k, 'patient', r?.patient);
    reference(k, 'request', r?.request);
    reference(k, 'requestor', r?.requestor);
    code(k, 'status', r?.status);
  },
  DetectedIssue: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    concept(k, 'code', r?.code);
    date(k, 'identified', r?.identifiedDateTime);
    period(k, 'identified', r?.identifiedPeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.implicated)) {
      reference(k, 'implicated', v1);
    }
    reference(k, 'patient', r?.patient);
  },
  Device: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.deviceName)) {
      text(k, 'device-name', v1?.name);
    }
    for (const v1 of list(r?.type?.coding)) {
      text(k, 'device-name', v1?.display);
    }
    text(k, 'device-name', r?.type?.text);
    for (const v1 of list(r?.extension)) {
      if (v1?.url === "http://hl7.org/fhir/SearchParameter/device-extensions-Device-din") {
        flag(k, 'din', v1?.valueBoolean);
        code(k, 'din', v1?.valueCanonical);
        code(k, 'din', v1?.valueCode);
        code(k, 'din', v1?.valueId);
        code(k, 'din', v1?.valueMarkdown);
        code(k, 'din', v1?.valueOid);
        code(k, 'din', v1?.valueString);
        code(k, 'din', v1?.valueUri);
        code(k, 'din', v1?.valueUrl);
        code(k, 'din', v1?.valueUuid);
        concept(k, 'din', v1?.valueCodeableConcept);
        coding(k, 'din', v1?.valueCoding);
        contact(k, 'din', v1?.valueContactPoint);
        identifier(k, 'din', v1?.valueIdentifier);
      }
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'location', r?.location);
    text(k, 'manufacturer', r?.manufacturer);
    text(k, 'model', r?.modelNumber);
    reference(k, 'organization', r?.owner);
    reference(k, 'patient', r?.patient);
    code(k, 'status', r?.status);
    concept(k, 'type', r?.type);
    for (const v1 of list(r?.udiCarrier)) {
      text(k, 'udi-carrier', v1?.carrierHRF);
      text(k, 'udi-di', v1?.deviceIdentifier);
    }
    uri(k, 'url', r?.url);
  },
  DeviceDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'parent', r?.parentDevice);
    concept(k, 'type', r?.type);
  },
  DeviceMetric: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    code(k, 'category', r?.category);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'parent', r?.parent);
    reference(k, 'source', r?.source);
    concept(k, 'type', r?.type);
  },
  DeviceRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'authored-on', r?.authoredOn);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    concept(k, 'code', r?.codeCodeableConcept);
    reference(k, 'device', r?.codeReference);
    reference(k, 'encounter', r?.encounter);
    date(k, 'event-date', r?.occurrenceDateTime);
    period(k, 'event-date', r?.occurrencePeriod);
    identifier(k, 'group-identifier', r?.groupIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    for (const v1 of list(r?.insurance)) {
      reference(k, 'insurance', v1);
    }
    code(k, 'intent', r?.intent);
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'performer', r?.performer);
    for (const v1 of list(r?.priorRequest)) {
      reference(k, 'prior-request', v1);
    }
    reference(k, 'requester', r?.requester);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  DeviceUseStatement: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'device', r?.device);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.subject);
    reference(k, 'subject', r?.subject);
  },
  DiagnosticReport: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.extension)) {
      if (v1?.url === "http://hl7.org/fhir/StructureDefinition/DiagnosticReport-geneticsAssessedCondition") {
        canonical(k, 'assessed-condition', v1?.valueCanonical);
        canonical(k, 'assessed-condition', v1?.valueUri);
        canonical(k, 'assessed-condition', v1?.valueUrl);
        reference(k, 'assessed-condition', v1?.valueReference);
      }
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'code', r?.code);
    for (const v1 of list(r?.conclusionCode)) {
      concept(k, 'conclusion', v1);
    }
    date(k, 'date', r?.effectiveDateTime);
    period(k, 'date', r?.effectivePeriod);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    date(k, 'issued', r?.issued);
    for (const v1 of list(r?.media)) {
      reference(k, 'media', v1?.link);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1);
    }
    for (const v1 of list(r?.result)) {
      reference(k, 'result', v1);
    }
    for (const v1 of list(r?.resultsInterpreter)) {
      reference(k, 'results-interpreter', v1);
    }
    for (const v1 of list(r?.specimen)) {
      reference(k, 'specimen', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  DocumentManifest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.author)) {
      reference(k, 'author', v1);
    }
    date(k, 'created', r?.created);
    text(k, 'description', r?.description);
    identifier(k, 'identifier', r?.masterIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.content)) {
      reference(k, 'item', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.recipient)) {
      reference(k, 'recipient', v1);
    }
    for (const v1 of list(r?.related)) {
      identifier(k, 'related-id', v1?.identifier);
      reference(k, 'related-ref', v1?.ref);
    }
    uri(k, 'source', r?.source);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'type', r?.type);
  },
  DocumentReference: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'authenticator', r?.authenticator);
    for (const v1 of list(r?.author)) {
      reference(k, 'author', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    for (const v1 of list(r?.content)) {
      code(k, 'contenttype', v1?.attachment?.contentType);
      coding(k, 'format', v1?.format);
      code(k, 'language', v1?.attachment?.language);
      uri(k, 'location', v1?.attachment?.url);
    }
    reference(k, 'custodian', r?.custodian);
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.context?.encounter)) {
      reference(k, 'encounter', v1);
    }
    for (const v1 of list(r?.context?.event)) {
      concept(k, 'event', v1);
    }
    concept(k, 'facility', r?.context?.facilityType);
    identifier(k, 'identifier', r?.masterIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    period(k, 'period', r?.context?.period);
    for (const v1 of list(r?.context?.related)) {
      reference(k, 'related', v1);
    }
    for (const v1 of list(r?.relatesTo)) {
      reference(k, 'relatesto', v1?.target);
      code(k, 'relation', v1?.code);
      if (v1?.target !== undefined) composite(k, 'relationship', [partsOf(code, 'token', v1?.code), partsOf(reference, 'reference', v1?.target)]);
    }
    for (const v1 of list(r?.securityLabel)) {
      concept(k, 'security-label', v1);
    }
    concept(k, 'setting', r?.context?.practiceSetting);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'type', r?.type);
  },
  EffectEvidenceSynthesis: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Encounter: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.account)) {
      reference(k, 'account', v1);
    }
    for (const v1 of list(r?.appointment)) {
      reference(k, 'appointment', v1);
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    coding(k, 'class', r?.class);
    period(k, 'date', r?.period);
    for (const v1 of list(r?.diagnosis)) {
      reference(k, 'diagnosis', v1?.condition);
    }
    for (const v1 of list(r?.episodeOfCare)) {
      reference(k, 'episode-of-care', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    quantity(k, 'length', r?.length);
    for (const v1 of list(r?.location)) {
      reference(k, 'location', v1?.location);
      period(k, 'location-period', v1?.period);
    }
    reference(k, 'part-of', r?.partOf);
    for (const v1 of list(r?.participant)) {
      reference(k, 'participant', v1?.individual);
      for (const v2 of list(v1?.type)) {
        concept(k, 'participant-type', v2);
      }
      reference(k, 'practitioner', v1?.individual, 'Practitioner');
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason-code', v1);
    }
    for (const v1 of list(r?.reasonReference)) {
      reference(k, 'reason-reference', v1);
    }
    reference(k, 'service-provider', r?.serviceProvider);
    for (const v1 of list(r?.hospitalization?.specialArrangement)) {
      concept(k, 'special-arrangement', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    for (const v1 of list(r?.type)) {
      concept(k, 'type', v1);
    }
  },
  Endpoint: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    coding(k, 'connection-type', r?.connectionType);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    text(k, 'name', r?.name);
    reference(k, 'organization', r?.managingOrganization);
    for (const v1 of list(r?.payloadType)) {
      concept(k, 'payload-type', v1);
    }
    code(k, 'status', r?.status);
  },
  EnrollmentRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.candidate);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.candidate);
  },
  EnrollmentResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'request', r?.request);
    code(k, 'status', r?.status);
  },
  EpisodeOfCare: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'care-manager', r?.careManager, 'Practitioner');
    for (const v1 of list(r?.diagnosis)) {
      reference(k, 'condition', v1?.condition);
    }
    period(k, 'date', r?.period);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.referralRequest)) {
      reference(k, 'incoming-referral', v1);
    }
    reference(k, 'organization', r?.managingOrganization);
    reference(k, 'patient', r?.patient);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.type)) {
      concept(k, 'type', v1);
    }
  },
  EventDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Evidence: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  EvidenceVariable: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ExampleScenario: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ExplanationOfBenefit: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.careTeam)) {
      reference(k, 'care-team', v1?.provider);
    }
    reference(k, 'claim', r?.claim);
    for (const v1 of list(r?.insurance)) {
      reference(k, 'coverage', v1?.coverage);
    }
    date(k, 'created', r?.created);
    for (const v1 of list(r?.item)) {
      for (const v2 of list(v1?.detail)) {
        for (const v3 of list(v2?.udi)) {
          reference(k, 'detail-udi', v3);
        }
        for (const v3 of list(v2?.subDetail)) {
          for (const v4 of list(v3?.udi)) {
            reference(k, 'subdetail-udi', v4);
          }
        }
      }
      for (const v2 of list(v1?.encounter)) {
        reference(k, 'encounter', v2);
      }
      for (const v2 of list(v1?.udi)) {
        reference(k, 'item-udi', v2);
      }
    }
    text(k, 'disposition', r?.disposition);
    reference(k, 'enterer', r?.enterer);
    reference(k, 'facility', r?.facility);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.patient);
    reference(k, 'payee', r?.payee?.party);
    for (const v1 of list(r?.procedure)) {
      for (const v2 of list(v1?.udi)) {
        reference(k, 'procedure-udi', v2);
      }
    }
    reference(k, 'provider', r?.provider);
    code(k, 'status', r?.status);
  },
  FamilyMemberHistory: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.condition)) {
      concept(k, 'code', v1?.code);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    reference(k, 'patient', r?.patient);
    concept(k, 'relationship', r?.relationship);
    concept(k, 'sex', r?.sex);
    code(k, 'status', r?.status);
  },
  Flag: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    period(k, 'date', r?.period);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'subject', r?.subject);
  },
  Goal: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'achievement-status', r?.achievementStatus);
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    code(k, 'lifecycle-status', r?.lifecycleStatus);
    reference(k, 'patient', r?.subject, 'Patient');
    date(k, 'start-date', r?.startDate);
    reference(k, 'subject', r?.subject);
    for (const v1 of list(r?.target)) {
      date(k, 'target-date', v1?.dueDate);
    }
  },
  GraphDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'start', r?.start);
    code(k, 'status', r?.status);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Group: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'actual', r?.actual);
    for (const v1 of list(r?.characteristic)) {
      concept(k, 'characteristic', v1?.code);
      if (v1?.valueCodeableConcept !== undefined || v1?.valueBoolean !== undefined) composite(k, 'characteristic-value', [partsOf(concept, 'token', v1?.code), [...partsOf(concept, 'token', v1?.valueCodeableConcept), ...partsOf(flag, 'token', v1?.valueBoolean)]]);
      flag(k, 'exclude', v1?.exclude);
      concept(k, 'value', v1?.valueCodeableConcept);
      flag(k, 'value', v1?.valueBoolean);
    }
    concept(k, 'code', r?.code);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'managing-entity', r?.managingEntity);
    for (const v1 of list(r?.member)) {
      reference(k, 'member', v1?.entity);
    }
    code(k, 'type', r?.type);
  },
  GuidanceResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    identifier(k, 'request', r?.requestIdentifier);
    reference(k, 'subject', r?.subject);
  },
  HealthcareService: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.characteristic)) {
      concept(k, 'characteristic', v1);
    }
    for (const v1 of list(r?.coverageArea)) {
      reference(k, 'coverage-area', v1);
    }
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.location)) {
      reference(k, 'location', v1);
    }
    text(k, 'name', r?.name);
    reference(k, 'organization', r?.providedBy);
    for (const v1 of list(r?.program)) {
      concept(k, 'program', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'service-category', v1);
    }
    for (const v1 of list(r?.type)) {
      concept(k, 'service-type', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
  },
  ImagingStudy: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'basedon', v1);
    }
    for (const v1 of list(r?.series)) {
      coding(k, 'bodysite', v1?.bodySite);
      for (const v2 of list(v1?.instance)) {
        coding(k, 'dicom-class', v2?.sopClass);
        code(k, 'instance', v2?.uid);
      }
      for (const v2 of list(v1?.endpoint)) {
        reference(k, 'endpoint', v2);
      }
      coding(k, 'modality', v1?.modality);
      for (const v2 of list(v1?.performer)) {
        reference(k, 'performer', v2?.actor);
      }
      code(k, 'series', v1?.uid);
    }
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.interpreter)) {
      reference(k, 'interpreter', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason', v1);
    }
    reference(k, 'referrer', r?.referrer);
    date(k, 'started', r?.started);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  Immunization: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'date', r?.occurrenceDateTime);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'location', r?.location);
    text(k, 'lot-number', r?.lotNumber);
    reference(k, 'manufacturer', r?.manufacturer);
    reference(k, 'patient', r?.patient);
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1?.actor);
    }
    for (const v1 of list(r?.reaction)) {
      reference(k, 'reaction', v1?.detail);
      date(k, 'reaction-date', v1?.date);
    }
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason-code', v1);
    }
    for (const v1 of list(r?.reasonReference)) {
      reference(k, 'reason-reference', v1);
    }
    for (const v1 of list(r?.protocolApplied)) {
      text(k, 'series', v1?.series);
      for (const v2 of list(v1?.targetDisease)) {
        concept(k, 'target-disease', v2);
      }
    }
    code(k, 'status', r?.status);
    concept(k, 'status-reason', r?.statusReason);
    concept(k, 'vaccine-code', r?.vaccineCode);
  },
  ImmunizationEvaluation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'date', r?.date);
    concept(k, 'dose-status', r?.doseStatus);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'immunization-event', r?.immunizationEvent);
    reference(k, 'patient', r?.patient);
    code(k, 'status', r?.status);
    concept(k, 'target-disease', r?.targetDisease);
  },
  ImmunizationRecommendation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.recommendation)) {
      for (const v2 of list(v1?.supportingPatientInformation)) {
        reference(k, 'information', v2);
      }
      concept(k, 'status', v1?.forecastStatus);
      for (const v2 of list(v1?.supportingImmunization)) {
        reference(k, 'support', v2);
      }
      concept(k, 'target-disease', v1?.targetDisease);
      for (const v2 of list(v1?.vaccineCode)) {
        concept(k, 'vaccine-type', v2);
      }
    }
    reference(k, 'patient', r?.patient);
  },
  ImplementationGuide: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.dependsOn)) {
      canonical(k, 'depends-on', v1?.uri);
    }
    text(k, 'description', r?.description);
    flag(k, 'experimental', r?.experimental);
    for (const v1 of list(r?.global)) {
      canonical(k, 'global', v1?.profile);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    for (const v1 of list(r?.definition?.resource)) {
      reference(k, 'resource', v1?.reference);
    }
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  InsurancePlan: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.contact)) {
      address(k, 'address', v1?.address);
      text(k, 'address-city', v1?.address?.city);
      text(k, 'address-country', v1?.address?.country);
      text(k, 'address-postalcode', v1?.address?.postalCode);
      text(k, 'address-state', v1?.address?.state);
      code(k, 'address-use', v1?.address?.use);
    }
    reference(k, 'administered-by', r?.administeredBy);
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'owned-by', r?.ownedBy);
    text(k, 'phonetic', r?.name);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.type)) {
      concept(k, 'type', v1);
    }
  },
  Invoice: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'account', r?.account);
    date(k, 'date', r?.date);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'issuer', r?.issuer);
    for (const v1 of list(r?.participant)) {
      reference(k, 'participant', v1?.actor);
      concept(k, 'participant-role', v1?.role);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'recipient', r?.recipient);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    money(k, 'totalgross', r?.totalGross);
    money(k, 'totalnet', r?.totalNet);
    concept(k, 'type', r?.type);
  },
  Library: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.content)) {
      code(k, 'content-type', v1?.contentType);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    concept(k, 'type', r?.type);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Linkage: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    for (const v1 of list(r?.item)) {
      reference(k, 'item', v1?.resource);
      reference(k, 'source', v1?.resource);
    }
  },
  List: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'code', r?.code);
    date(k, 'date', r?.date);
    concept(k, 'empty-reason', r?.emptyReason);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.entry)) {
      reference(k, 'item', v1?.item);
    }
    for (const v1 of list(r?.note)) {
      text(k, 'notes', v1?.text);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'source', r?.source);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    text(k, 'title', r?.title);
  },
  Location: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    address(k, 'address', r?.address);
    text(k, 'address-city', r?.address?.city);
    text(k, 'address-country', r?.address?.country);
    text(k, 'address-postalcode', r?.address?.postalCode);
    text(k, 'address-state', r?.address?.state);
    code(k, 'address-use', r?.address?.use);
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    text(k, 'name', r?.name);
    for (const v1 of list(r?.alias)) {
      text(k, 'name', v1);
    }
    coding(k, 'operational-status', r?.operationalStatus);
    reference(k, 'organization', r?.managingOrganization);
    reference(k, 'partof', r?.partOf);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.type)) {
      concept(k, 'type', v1);
    }
  },
  Measure: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.library)) {
      canonical(k, 'depends-on', v1);
    }
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  MeasureReport: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.evaluatedResource)) {
      reference(k, 'evaluated-resource', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    canonical(k, 'measure', r?.measure);
    reference(k, 'patient', r?.subject, 'Patient');
    period(k, 'period', r?.period);
    reference(k, 'reporter', r?.reporter);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  Media: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    date(k, 'created', r?.createdDateTime);
    period(k, 'created', r?.createdPeriod);
    reference(k, 'device', r?.device);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'modality', r?.modality);
    reference(k, 'operator', r?.operator);
    reference(k, 'patient', r?.subject, 'Patient');
    concept(k, 'site', r?.bodySite);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'type', r?.type);
    concept(k, 'view', r?.view);
  },
  Medication: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'code', r?.code);
    date(k, 'expiration-date', r?.batch?.expirationDate);
    concept(k, 'form', r?.form);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.ingredient)) {
      reference(k, 'ingredient', v1?.itemReference);
      concept(k, 'ingredient-code', v1?.itemCodeableConcept);
    }
    code(k, 'lot-number', r?.batch?.lotNumber);
    reference(k, 'manufacturer', r?.manufacturer);
    code(k, 'status', r?.status);
  },
  MedicationAdministration: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'code', r?.medicationCodeableConcept);
    reference(k, 'context', r?.context);
    for (const v1 of list(r?.device)) {
      reference(k, 'device', v1);
    }
    date(k, 'effective-time', r?.effectiveDateTime);
    period(k, 'effective-time', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'medication', r?.medicationReference);
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1?.actor);
    }
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason-given', v1);
    }
    for (const v1 of list(r?.statusReason)) {
      concept(k, 'reason-not-given', v1);
    }
    reference(k, 'request', r?.request);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  MedicationDispense: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'code', r?.medicationCodeableConcept);
    reference(k, 'context', r?.context);
    reference(k, 'destination', r?.destination);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'medication', r?.medicationReference);
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1?.actor);
    }
    for (const v1 of list(r?.authorizingPrescription)) {
      reference(k, 'prescription', v1);
    }
    for (const v1 of list(r?.receiver)) {
      reference(k, 'receiver', v1);
    }
    for (const v1 of list(r?.substitution?.responsibleParty)) {
      reference(k, 'responsibleparty', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'type', r?.type);
    date(k, 'whenhandedover', r?.whenHandedOver);
    date(k, 'whenprepared', r?.whenPrepared);
  },
  MedicationKnowledge: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.medicineClassification)) {
      for (const v2 of list(v1?.classification)) {
        concept(k, 'classification', v2);
      }
      concept(k, 'classification-type', v1?.type);
    }
    concept(k, 'code', r?.code);
    concept(k, 'doseform', r?.doseForm);
    for (const v1 of list(r?.ingredient)) {
      reference(k, 'ingredient', v1?.itemReference);
      concept(k, 'ingredient-code', v1?.itemCodeableConcept);
    }
    reference(k, 'manufacturer', r?.manufacturer);
    for (const v1 of list(r?.monitoringProgram)) {
      code(k, 'monitoring-program-name', v1?.name);
      concept(k, 'monitoring-program-type', v1?.type);
    }
    for (const v1 of list(r?.monograph)) {
      reference(k, 'monograph', v1?.source);
      concept(k, 'monograph-type', v1?.type);
    }
    for (const v1 of list(r?.cost)) {
      code(k, 'source-cost', v1?.source);
    }
    code(k, 'status', r?.status);
  },
  MedicationRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'authoredon', r?.authoredOn);
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'code', r?.medicationCodeableConcept);
    for (const v1 of list(r?.dosageInstruction)) {
      for (const v2 of list(v1?.timing?.event)) {
        date(k, 'date', v2);
      }
    }
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'intended-dispenser', r?.dispenseRequest?.performer);
    reference(k, 'intended-performer', r?.performer);
    concept(k, 'intended-performertype', r?.performerType);
    code(k, 'intent', r?.intent);
    reference(k, 'medication', r?.medicationReference);
    reference(k, 'patient', r?.subject, 'Patient');
    code(k, 'priority', r?.priority);
    reference(k, 'requester', r?.requester);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  MedicationStatement: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'category', r?.category);
    concept(k, 'code', r?.medicationCodeableConcept);
    reference(k, 'context', r?.context);
    date(k, 'effective', r?.effectiveDateTime);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'medication', r?.medicationReference);
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'source', r?.informationSource);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  MedicinalProduct: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.name)) {
      text(k, 'name', v1?.productName);
      for (const v2 of list(v1?.countryLanguage)) {
        concept(k, 'name-language', v2?.language);
      }
    }
  },
  MedicinalProductAuthorization: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.country)) {
      concept(k, 'country', v1);
    }
    reference(k, 'holder', r?.holder);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  MedicinalProductContraindication: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.subject)) {
      reference(k, 'subject', v1);
    }
  },
  MedicinalProductIndication: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.subject)) {
      reference(k, 'subject', v1);
    }
  },
  MedicinalProductIngredient: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  MedicinalProductInteraction: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.subject)) {
      reference(k, 'subject', v1);
    }
  },
  MedicinalProductManufactured: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  MedicinalProductPackaged: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.subject)) {
      reference(k, 'subject', v1);
    }
  },
  MedicinalProductPharmaceutical: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.routeOfAdministration)) {
      concept(k, 'route', v1?.code);
      for (const v2 of list(v1?.targetSpecies)) {
        concept(k, 'target-species', v2?.code);
      }
    }
  },
  MedicinalProductUndesirableEffect: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.subject)) {
      reference(k, 'subject', v1);
    }
  },
  MessageDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    code(k, 'category', r?.category);
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    coding(k, 'event', r?.eventCoding);
    code(k, 'event', r?.eventUri);
    for (const v1 of list(r?.focus)) {
      code(k, 'focus', v1?.code);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    for (const v1 of list(r?.parent)) {
      canonical(k, 'parent', v1);
    }
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  MessageHeader: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    code(k, 'code', r?.response?.code);
    for (const v1 of list(r?.destination)) {
      text(k, 'destination', v1?.name);
      uri(k, 'destination-uri', v1?.endpoint);
      reference(k, 'receiver', v1?.receiver);
      reference(k, 'target', v1?.target);
    }
    reference(k, 'enterer', r?.enterer);
    coding(k, 'event', r?.eventCoding);
    code(k, 'event', r?.eventUri);
    for (const v1 of list(r?.focus)) {
      reference(k, 'focus', v1);
    }
    code(k, 'response-id', r?.response?.identifier);
    reference(k, 'responsible', r?.responsible);
    reference(k, 'sender', r?.sender);
    text(k, 'source', r?.source?.name);
    uri(k, 'source-uri', r?.source?.endpoint);
  },
  MolecularSequence: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'chromosome', r?.referenceSeq?.chromosome);
    for (const v1 of list(r?.variant)) {
      if (v1?.end !== undefined) composite(k, 'chromosome-variant-coordinate', [partsOf(concept, 'token', r?.referenceSeq?.chromosome), partsOf(number, 'number', v1?.start), partsOf(number, 'number', v1?.end)]);
      if (v1?.end !== undefined) composite(k, 'referenceseqid-variant-coordinate', [partsOf(concept, 'token', r?.referenceSeq?.referenceSeqId), partsOf(number, 'number', v1?.start), partsOf(number, 'number', v1?.end)]);
      number(k, 'variant-end', v1?.end);
      number(k, 'variant-start', v1?.start);
    }
    if (r?.referenceSeq?.windowEnd !== undefined) composite(k, 'chromosome-window-coordinate', [partsOf(concept, 'token', r?.referenceSeq?.chromosome), partsOf(number, 'number', r?.referenceSeq?.windowStart), partsOf(number, 'number', r?.referenceSeq?.windowEnd)]);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.patient);
    concept(k, 'referenceseqid', r?.referenceSeq?.referenceSeqId);
    if (r?.referenceSeq?.windowEnd !== undefined) composite(k, 'referenceseqid-window-coordinate', [partsOf(concept, 'token', r?.referenceSeq?.referenceSeqId), partsOf(number, 'number', r?.referenceSeq?.windowStart), partsOf(number, 'number', r?.referenceSeq?.windowEnd)]);
    code(k, 'type', r?.type);
    number(k, 'window-end', r?.referenceSeq?.windowEnd);
    number(k, 'window-start', r?.referenceSeq?.windowStart);
  },
  NamingSystem: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.contact)) {
      text(k, 'contact', v1?.name);
      for (const v2 of list(v1?.telecom)) {
        contact(k, 'telecom', v2);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.uniqueId)) {
      code(k, 'id-type', v1?.type);
      period(k, 'period', v1?.period);
      text(k, 'value', v1?.value);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    code(k, 'kind', r?.kind);
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    text(k, 'responsible', r?.responsible);
    code(k, 'status', r?.status);
    concept(k, 'type', r?.type);
  },
  NutritionOrder: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'additive', r?.enteralFormula?.additiveType);
    date(k, 'datetime', r?.dateTime);
    reference(k, 'encounter', r?.encounter);
    concept(k, 'formula', r?.enteralFormula?.baseFormulaType);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    for (const v1 of list(r?.oralDiet?.type)) {
      concept(k, 'oraldiet', v1);
    }
    reference(k, 'patient', r?.patient);
    reference(k, 'provider', r?.orderer);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.supplement)) {
      concept(k, 'supplement', v1?.type);
    }
  },
  Observation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.extension)) {
      if (v1?.url === "http://hl7.org/fhir/StructureDefinition/observation-geneticsAminoAcidChangeName") {
        text(k, 'amino-acid-change', v1?.valueMarkdown);
        text(k, 'amino-acid-change', v1?.valueString);
        address(k, 'amino-acid-change', v1?.valueAddress);
        humanName(k, 'amino-acid-change', v1?.valueHumanName);
        text(k, 'gene-amino-acid-change', v1?.valueMarkdown);
        text(k, 'gene-amino-acid-change', v1?.valueString);
        address(k, 'gene-amino-acid-change', v1?.valueAddress);
        humanName(k, 'gene-amino-acid-change', v1?.valueHumanName);
      }
      if (v1?.url === "http://hl7.org/fhir/StructureDefinition/observation-geneticsDnaVariant") {
        text(k, 'dna-variant', v1?.valueMarkdown);
        text(k, 'dna-variant', v1?.valueString);
        address(k, 'dna-variant', v1?.valueAddress);
        humanName(k, 'dna-variant', v1?.valueHumanName);
        text(k, 'gene-dnavariant', v1?.valueMarkdown);
        text(k, 'gene-dnavariant', v1?.valueString);
        address(k, 'gene-dnavariant', v1?.valueAddress);
        humanName(k, 'gene-dnavariant', v1?.valueHumanName);
      }
      if (v1?.url === "http://hl7.org/fhir/StructureDefinition/observation-geneticsGene") {
        flag(k, 'gene-identifier', v1?.valueBoolean);
        code(k, 'gene-identifier', v1?.valueCanonical);
        code(k, 'gene-identifier', v1?.valueCode);
        code(k, 'gene-identifier', v1?.valueId);
        code(k, 'gene-identifier', v1?.valueMarkdown);
        code(k, 'gene-identifier', v1?.valueOid);
        code(k, 'gene-identifier', v1?.valueString);
        code(k, 'gene-identifier', v1?.valueUri);
        code(k, 'gene-identifier', v1?.valueUrl);
        code(k, 'gene-identifier', v1?.valueUuid);
        concept(k, 'gene-identifier', v1?.valueCodeableConcept);
        coding(k, 'gene-identifier', v1?.valueCoding);
        contact(k, 'gene-identifier', v1?.valueContactPoint);
        identifier(k, 'gene-identifier', v1?.valueIdentifier);
      }
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'code', r?.code);
    if (r?.valueCodeableConcept !== undefined) composite(k, 'code-value-concept', [partsOf(concept, 'token', r?.code), partsOf(concept, 'token', r?.valueCodeableConcept)]);
    if (r?.valueDateTime !== undefined || r?.valuePeriod !== undefined) composite(k, 'code-value-date', [partsOf(concept, 'token', r?.code), [...partsOf(date, 'date', r?.valueDateTime), ...partsOf(period, 'date', r?.valuePeriod)]]);
    if (r?.valueQuantity !== undefined) composite(k, 'code-value-quantity', [partsOf(concept, 'token', r?.code), partsOf(quantity, 'quantity', r?.valueQuantity)]);
    if (r?.valueString !== undefined) composite(k, 'code-value-string', [partsOf(concept, 'token', r?.code), partsOf(text, 'string', r?.valueString)]);
    concept(k, 'combo-code', r?.code);
    for (const v1 of list(r?.component)) {
      concept(k, 'combo-code', v1?.code);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'combo-code-value-concept', [partsOf(concept, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
      if (v1?.valueQuantity !== undefined) composite(k, 'combo-code-value-quantity', [partsOf(concept, 'token', v1?.code), partsOf(quantity, 'quantity', v1?.valueQuantity)]);
      concept(k, 'combo-data-absent-reason', v1?.dataAbsentReason);
      concept(k, 'combo-value-concept', v1?.valueCodeableConcept);
      quantity(k, 'combo-value-quantity', v1?.valueQuantity);
      concept(k, 'component-code', v1?.code);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'component-code-value-concept', [partsOf(concept, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
      if (v1?.valueQuantity !== undefined) composite(k, 'component-code-value-quantity', [partsOf(concept, 'token', v1?.code), partsOf(quantity, 'quantity', v1?.valueQuantity)]);
      concept(k, 'component-data-absent-reason', v1?.dataAbsentReason);
      concept(k, 'component-value-concept', v1?.valueCodeableConcept);
      quantity(k, 'component-value-quantity', v1?.valueQuantity);
    }
    if (r?.valueCodeableConcept !== undefined) composite(k, 'combo-code-value-concept', [partsOf(concept, 'token', r?.code), partsOf(concept, 'token', r?.valueCodeableConcept)]);
    if (r?.valueQuantity !== undefined) composite(k, 'combo-code-value-quantity', [partsOf(concept, 'token', r?.code), partsOf(quantity, 'quantity', r?.valueQuantity)]);
    concept(k, 'combo-data-absent-reason', r?.dataAbsentReason);
    concept(k, 'combo-value-concept', r?.valueCodeableConcept);
    quantity(k, 'combo-value-quantity', r?.valueQuantity);
    concept(k, 'data-absent-reason', r?.dataAbsentReason);
    date(k, 'date', r?.effectiveDateTime);
    period(k, 'date', r?.effectivePeriod);
    timing(k, 'date', r?.effectiveTiming);
    date(k, 'date', r?.effectiveInstant);
    for (const v1 of list(r?.derivedFrom)) {
      reference(k, 'derived-from', v1);
    }
    reference(k, 'device', r?.device);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.focus)) {
      reference(k, 'focus', v1);
    }
    for (const v1 of list(r?.hasMember)) {
      reference(k, 'has-member', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'method', r?.method);
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1);
    }
    reference(k, 'specimen', r?.specimen);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'value-concept', r?.valueCodeableConcept);
    date(k, 'value-date', r?.valueDateTime);
    period(k, 'value-date', r?.valuePeriod);
    quantity(k, 'value-quantity', r?.valueQuantity);
    text(k, 'value-string', r?.valueString);
    text(k, 'value-string', r?.valueCodeableConcept?.text);
  },
  ObservationDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  OperationDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    canonical(k, 'base', r?.base);
    code(k, 'code', r?.code);
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    canonical(k, 'input-profile', r?.inputProfile);
    flag(k, 'instance', r?.instance);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    code(k, 'kind', r?.kind);
    text(k, 'name', r?.name);
    canonical(k, 'output-profile', r?.outputProfile);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    flag(k, 'system', r?.system);
    text(k, 'title', r?.title);
    flag(k, 'type', r?.type);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  OperationOutcome: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  Organization: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.address)) {
      address(k, 'address', v1);
      text(k, 'address-city', v1?.city);
      text(k, 'address-country', v1?.country);
      text(k, 'address-postalcode', v1?.postalCode);
      text(k, 'address-state', v1?.state);
      code(k, 'address-use', v1?.use);
    }
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    text(k, 'name', r?.name);
    for (const v1 of list(r?.alias)) {
      text(k, 'name', v1);
    }
    reference(k, 'partof', r?.partOf);
    text(k, 'phonetic', r?.name);
    for (const v1 of list(r?.type)) {
      concept(k, 'type', v1);
    }
  },
  OrganizationAffiliation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    period(k, 'date', r?.period);
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.location)) {
      reference(k, 'location', v1);
    }
    for (const v1 of list(r?.network)) {
      reference(k, 'network', v1);
    }
    reference(k, 'participating-organization', r?.participatingOrganization);
    reference(k, 'primary-organization', r?.organization);
    for (const v1 of list(r?.code)) {
      concept(k, 'role', v1);
    }
    for (const v1 of list(r?.healthcareService)) {
      reference(k, 'service', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
  },
  Parameters: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  Patient: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.address)) {
      address(k, 'address', v1);
      text(k, 'address-city', v1?.city);
      text(k, 'address-country', v1?.country);
      text(k, 'address-postalcode', v1?.postalCode);
      text(k, 'address-state', v1?.state);
      code(k, 'address-use', v1?.use);
    }
    date(k, 'birthdate', r?.birthDate);
    date(k, 'death-date', r?.deceasedDateTime);
    flag(k, 'deceased', r.deceasedBoolean === true || r.deceasedDateTime !== undefined);
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    for (const v1 of list(r?.name)) {
      text(k, 'family', v1?.family);
      for (const v2 of list(v1?.given)) {
        text(k, 'given', v2);
      }
      humanName(k, 'name', v1);
      humanName(k, 'phonetic', v1);
    }
    code(k, 'gender', r?.gender);
    for (const v1 of list(r?.generalPractitioner)) {
      reference(k, 'general-practitioner', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.communication)) {
      concept(k, 'language', v1?.language);
    }
    for (const v1 of list(r?.link)) {
      reference(k, 'link', v1?.other);
    }
    for (const v1 of list(r?.extension)) {
      if (v1?.url === "http://hl7.org/fhir/StructureDefinition/patient-extensions-Patient-mothersMaidenName") {
        text(k, 'mothersMaidenName', v1?.valueMarkdown);
        text(k, 'mothersMaidenName', v1?.valueString);
        address(k, 'mothersMaidenName', v1?.valueAddress);
        humanName(k, 'mothersMaidenName', v1?.valueHumanName);
      }
    }
    reference(k, 'organization', r?.managingOrganization);
  },
  PaymentNotice: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'created', r?.created);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'payment-status', r?.paymentStatus);
    reference(k, 'provider', r?.provider);
    reference(k, 'request', r?.request);
    reference(k, 'response', r?.response);
    code(k, 'status', r?.status);
  },
  PaymentReconciliation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'created', r?.created);
    text(k, 'disposition', r?.disposition);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    code(k, 'outcome', r?.outcome);
    reference(k, 'payment-issuer', r?.paymentIssuer);
    reference(k, 'request', r?.request);
    reference(k, 'requestor', r?.requestor);
    code(k, 'status', r?.status);
  },
  Person: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.address)) {
      address(k, 'address', v1);
      text(k, 'address-city', v1?.city);
      text(k, 'address-country', v1?.country);
      text(k, 'address-postalcode', v1?.postalCode);
      text(k, 'address-state', v1?.state);
      code(k, 'address-use', v1?.use);
    }
    date(k, 'birthdate', r?.birthDate);
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    code(k, 'gender', r?.gender);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.link)) {
      reference(k, 'link', v1?.target);
      reference(k, 'patient', v1?.target, 'Patient');
      reference(k, 'practitioner', v1?.target, 'Practitioner');
      reference(k, 'relatedperson', v1?.target, 'RelatedPerson');
    }
    for (const v1 of list(r?.name)) {
      humanName(k, 'name', v1);
      humanName(k, 'phonetic', v1);
    }
    reference(k, 'organization', r?.managingOrganization);
  },
  PlanDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.action)) {
      canonical(k, 'definition', v1?.definitionCanonical);
      canonical(k, 'definition', v1?.definitionUri);
    }
    for (const v1 of list(r?.library)) {
      canonical(k, 'depends-on', v1);
    }
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    concept(k, 'type', r?.type);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Practitioner: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.address)) {
      address(k, 'address', v1);
      text(k, 'address-city', v1?.city);
      text(k, 'address-country', v1?.country);
      text(k, 'address-postalcode', v1?.postalCode);
      text(k, 'address-state', v1?.state);
      code(k, 'address-use', v1?.use);
    }
    for (const v1 of list(r?.communication)) {
      concept(k, 'communication', v1);
    }
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    for (const v1 of list(r?.name)) {
      text(k, 'family', v1?.family);
      for (const v2 of list(v1?.given)) {
        text(k, 'given', v2);
      }
      humanName(k, 'name', v1);
      humanName(k, 'phonetic', v1);
    }
    code(k, 'gender', r?.gender);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
  },
  PractitionerRole: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    period(k, 'date', r?.period);
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    for (const v1 of list(r?.endpoint)) {
      reference(k, 'endpoint', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.location)) {
      reference(k, 'location', v1);
    }
    reference(k, 'organization', r?.organization);
    reference(k, 'practitioner', r?.practitioner);
    for (const v1 of list(r?.code)) {
      concept(k, 'role', v1);
    }
    for (const v1 of list(r?.healthcareService)) {
      reference(k, 'service', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
  },
  Procedure: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    concept(k, 'category', r?.category);
    concept(k, 'code', r?.code);
    date(k, 'date', r?.performedDateTime);
    period(k, 'date', r?.performedPeriod);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    reference(k, 'location', r?.location);
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1?.actor);
    }
    for (const v1 of list(r?.reasonCode)) {
      concept(k, 'reason-code', v1);
    }
    for (const v1 of list(r?.reasonReference)) {
      reference(k, 'reason-reference', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  Provenance: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.agent)) {
      reference(k, 'agent', v1?.who);
      for (const v2 of list(v1?.role)) {
        concept(k, 'agent-role', v2);
      }
      concept(k, 'agent-type', v1?.type);
    }
    for (const v1 of list(r?.entity)) {
      reference(k, 'entity', v1?.what);
    }
    reference(k, 'location', r?.location);
    for (const v1 of list(r?.target)) {
      reference(k, 'patient', v1, 'Patient');
      reference(k, 'target', v1);
    }
    date(k, 'recorded', r?.recorded);
    for (const v1 of list(r?.signature)) {
      for (const v2 of list(v1?.type)) {
        coding(k, 'signature-type', v2);
      }
    }
    date(k, 'when', r?.occurredDateTime);
  },
  Questionnaire: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.item)) {
      for (const v2 of list(v1?.code)) {
        coding(k, 'code', v2);
      }
      uri(k, 'definition', v1?.definition);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.subjectType)) {
      code(k, 'subject-type', v1);
    }
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  QuestionnaireResponse: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    date(k, 'authored', r?.authored);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    reference(k, 'encounter', r?.encounter);
    identifier(k, 'identifier', r?.identifier);
    for (const v1 of list(r?.item)) {
      if (hasExtension(v1, "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject")) {
        for (const v2 of list(v1?.answer)) {
          reference(k, 'item-subject', v2?.valueReference);
        }
      }
    }
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    canonical(k, 'questionnaire', r?.questionnaire);
    reference(k, 'source', r?.source);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  RelatedPerson: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.address)) {
      address(k, 'address', v1);
      text(k, 'address-city', v1?.city);
      text(k, 'address-country', v1?.country);
      text(k, 'address-postalcode', v1?.postalCode);
      text(k, 'address-state', v1?.state);
      code(k, 'address-use', v1?.use);
    }
    date(k, 'birthdate', r?.birthDate);
    for (const v1 of list(r?.telecom)) {
      if (v1?.system === "email") {
        contact(k, 'email', v1);
      }
      if (v1?.system === "phone") {
        contact(k, 'phone', v1);
      }
      contact(k, 'telecom', v1);
    }
    code(k, 'gender', r?.gender);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.name)) {
      humanName(k, 'name', v1);
      humanName(k, 'phonetic', v1);
    }
    reference(k, 'patient', r?.patient);
    for (const v1 of list(r?.relationship)) {
      concept(k, 'relationship', v1);
    }
  },
  RequestGroup: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'author', r?.author);
    date(k, 'authored', r?.authoredOn);
    concept(k, 'code', r?.code);
    reference(k, 'encounter', r?.encounter);
    identifier(k, 'group-identifier', r?.groupIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    code(k, 'intent', r?.intent);
    for (const v1 of list(r?.action)) {
      for (const v2 of list(v1?.participant)) {
        reference(k, 'participant', v2);
      }
    }
    reference(k, 'patient', r?.subject, 'Patient');
    code(k, 'priority', r?.priority);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  ResearchDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.library)) {
      canonical(k, 'depends-on', v1);
    }
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ResearchElementDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.relatedArtifact)) {
      if (v1?.type === "composed-of") {
        canonical(k, 'composed-of', v1?.resource);
      }
      if (v1?.type === "depends-on") {
        canonical(k, 'depends-on', v1?.resource);
      }
      if (v1?.type === "derived-from") {
        canonical(k, 'derived-from', v1?.resource);
      }
      if (v1?.type === "predecessor") {
        canonical(k, 'predecessor', v1?.resource);
      }
      if (v1?.type === "successor") {
        canonical(k, 'successor', v1?.resource);
      }
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    for (const v1 of list(r?.library)) {
      canonical(k, 'depends-on', v1);
    }
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    for (const v1 of list(r?.topic)) {
      concept(k, 'topic', v1);
    }
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ResearchStudy: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    period(k, 'date', r?.period);
    for (const v1 of list(r?.focus)) {
      concept(k, 'focus', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.keyword)) {
      concept(k, 'keyword', v1);
    }
    for (const v1 of list(r?.location)) {
      concept(k, 'location', v1);
    }
    for (const v1 of list(r?.partOf)) {
      reference(k, 'partof', v1);
    }
    reference(k, 'principalinvestigator', r?.principalInvestigator);
    for (const v1 of list(r?.protocol)) {
      reference(k, 'protocol', v1);
    }
    for (const v1 of list(r?.site)) {
      reference(k, 'site', v1);
    }
    reference(k, 'sponsor', r?.sponsor);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
  },
  ResearchSubject: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    period(k, 'date', r?.period);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'individual', r?.individual);
    reference(k, 'patient', r?.individual);
    code(k, 'status', r?.status);
    reference(k, 'study', r?.study);
  },
  RiskAssessment: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    reference(k, 'condition', r?.condition);
    date(k, 'date', r?.occurrenceDateTime);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    concept(k, 'method', r?.method);
    reference(k, 'patient', r?.subject, 'Patient');
    reference(k, 'performer', r?.performer);
    for (const v1 of list(r?.prediction)) {
      number(k, 'probability', v1?.probabilityDecimal);
      concept(k, 'risk', v1?.qualitativeRisk);
    }
    reference(k, 'subject', r?.subject);
  },
  RiskEvidenceSynthesis: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    period(k, 'effective', r?.effectivePeriod);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Schedule: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'active', r?.active);
    for (const v1 of list(r?.actor)) {
      reference(k, 'actor', v1);
    }
    period(k, 'date', r?.planningHorizon);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.serviceCategory)) {
      concept(k, 'service-category', v1);
    }
    for (const v1 of list(r?.serviceType)) {
      concept(k, 'service-type', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
  },
  SearchParameter: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.base)) {
      code(k, 'base', v1);
    }
    code(k, 'code', r?.code);
    for (const v1 of list(r?.component)) {
      canonical(k, 'component', v1?.definition);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    canonical(k, 'derived-from', r?.derivedFrom);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.target)) {
      code(k, 'target', v1);
    }
    code(k, 'type', r?.type);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ServiceRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'authored', r?.authoredOn);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    for (const v1 of list(r?.bodySite)) {
      concept(k, 'body-site', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'code', r?.code);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.instantiatesCanonical)) {
      canonical(k, 'instantiates-canonical', v1);
    }
    for (const v1 of list(r?.instantiatesUri)) {
      uri(k, 'instantiates-uri', v1);
    }
    code(k, 'intent', r?.intent);
    date(k, 'occurrence', r?.occurrenceDateTime);
    period(k, 'occurrence', r?.occurrencePeriod);
    timing(k, 'occurrence', r?.occurrenceTiming);
    reference(k, 'patient', r?.subject, 'Patient');
    for (const v1 of list(r?.performer)) {
      reference(k, 'performer', v1);
    }
    concept(k, 'performer-type', r?.performerType);
    code(k, 'priority', r?.priority);
    for (const v1 of list(r?.replaces)) {
      reference(k, 'replaces', v1);
    }
    reference(k, 'requester', r?.requester);
    identifier(k, 'requisition', r?.requisition);
    for (const v1 of list(r?.specimen)) {
      reference(k, 'specimen', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
  },
  Slot: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'appointment-type', r?.appointmentType);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'schedule', r?.schedule);
    for (const v1 of list(r?.serviceCategory)) {
      concept(k, 'service-category', v1);
    }
    for (const v1 of list(r?.serviceType)) {
      concept(k, 'service-type', v1);
    }
    for (const v1 of list(r?.specialty)) {
      concept(k, 'specialty', v1);
    }
    date(k, 'start', r?.start);
    code(k, 'status', r?.status);
  },
  Specimen: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    identifier(k, 'accession', r?.accessionIdentifier);
    concept(k, 'bodysite', r?.collection?.bodySite);
    date(k, 'collected', r?.collection?.collectedDateTime);
    period(k, 'collected', r?.collection?.collectedPeriod);
    reference(k, 'collector', r?.collection?.collector);
    for (const v1 of list(r?.container)) {
      concept(k, 'container', v1?.type);
      for (const v2 of list(v1?.identifier)) {
        identifier(k, 'container-id', v2);
      }
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.parent)) {
      reference(k, 'parent', v1);
    }
    reference(k, 'patient', r?.subject, 'Patient');
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.subject);
    concept(k, 'type', r?.type);
  },
  SpecimenDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.typeTested)) {
      concept(k, 'container', v1?.container?.type);
    }
    identifier(k, 'identifier', r?.identifier);
    concept(k, 'type', r?.typeCollected);
  },
  StructureDefinition: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    flag(k, 'abstract', r?.abstract);
    canonical(k, 'base', r?.baseDefinition);
    for (const v1 of list(r?.snapshot?.element)) {
      code(k, 'base-path', v1?.base?.path);
      code(k, 'path', v1?.path);
      canonical(k, 'valueset', v1?.binding?.valueSet);
    }
    for (const v1 of list(r?.differential?.element)) {
      code(k, 'base-path', v1?.base?.path);
      code(k, 'path', v1?.path);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    code(k, 'derivation', r?.derivation);
    text(k, 'description', r?.description);
    flag(k, 'experimental', r?.experimental);
    for (const v1 of list(r?.context)) {
      code(k, 'ext-context', v1?.type);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    for (const v1 of list(r?.keyword)) {
      coding(k, 'keyword', v1);
    }
    code(k, 'kind', r?.kind);
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'type', r?.type);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  StructureMap: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  Subscription: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.contact)) {
      contact(k, 'contact', v1);
    }
    text(k, 'criteria', r?.criteria);
    code(k, 'payload', r?.channel?.payload);
    code(k, 'status', r?.status);
    code(k, 'type', r?.channel?.type);
    uri(k, 'url', r?.channel?.endpoint);
  },
  Substance: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.category)) {
      concept(k, 'category', v1);
    }
    concept(k, 'code', r?.code);
    for (const v1 of list(r?.ingredient)) {
      concept(k, 'code', v1?.substanceCodeableConcept);
      reference(k, 'substance-reference', v1?.substanceReference);
    }
    for (const v1 of list(r?.instance)) {
      identifier(k, 'container-identifier', v1?.identifier);
      date(k, 'expiry', v1?.expiry);
      quantity(k, 'quantity', v1?.quantity);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    code(k, 'status', r?.status);
  },
  SubstanceNucleicAcid: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  SubstancePolymer: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  SubstanceProtein: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  SubstanceReferenceInformation: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  SubstanceSourceMaterial: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
  },
  SubstanceSpecification: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.code)) {
      concept(k, 'code', v1?.code);
    }
  },
  SupplyDelivery: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.patient);
    for (const v1 of list(r?.receiver)) {
      reference(k, 'receiver', v1);
    }
    code(k, 'status', r?.status);
    reference(k, 'supplier', r?.supplier);
  },
  SupplyRequest: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    concept(k, 'category', r?.category);
    date(k, 'date', r?.authoredOn);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'requester', r?.requester);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.deliverTo);
    for (const v1 of list(r?.supplier)) {
      reference(k, 'supplier', v1);
    }
  },
  Task: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'authored-on', r?.authoredOn);
    for (const v1 of list(r?.basedOn)) {
      reference(k, 'based-on', v1);
    }
    concept(k, 'business-status', r?.businessStatus);
    concept(k, 'code', r?.code);
    reference(k, 'encounter', r?.encounter);
    reference(k, 'focus', r?.focus);
    identifier(k, 'group-identifier', r?.groupIdentifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    code(k, 'intent', r?.intent);
    date(k, 'modified', r?.lastModified);
    reference(k, 'owner', r?.owner);
    for (const v1 of list(r?.partOf)) {
      reference(k, 'part-of', v1);
    }
    reference(k, 'patient', r?.for, 'Patient');
    for (const v1 of list(r?.performerType)) {
      concept(k, 'performer', v1);
    }
    period(k, 'period', r?.executionPeriod);
    code(k, 'priority', r?.priority);
    reference(k, 'requester', r?.requester);
    code(k, 'status', r?.status);
    reference(k, 'subject', r?.for);
  },
  TerminologyCapabilities: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  TestReport: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    identifier(k, 'identifier', r?.identifier);
    date(k, 'issued', r?.issued);
    for (const v1 of list(r?.participant)) {
      uri(k, 'participant', v1?.uri);
    }
    code(k, 'result', r?.result);
    text(k, 'tester', r?.tester);
    reference(k, 'testscript', r?.testScript);
  },
  TestScript: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    identifier(k, 'identifier', r?.identifier);
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    for (const v1 of list(r?.metadata?.capability)) {
      text(k, 'testscript-capability', v1?.description);
    }
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  ValueSet: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.expansion?.contains)) {
      code(k, 'code', v1?.code);
    }
    for (const v1 of list(r?.compose?.include)) {
      for (const v2 of list(v1?.concept)) {
        code(k, 'code', v2?.code);
      }
      uri(k, 'reference', v1?.system);
    }
    for (const v1 of list(r?.useContext)) {
      concept(k, 'context', v1?.valueCodeableConcept);
      quantity(k, 'context-quantity', v1?.valueQuantity);
      range(k, 'context-quantity', v1?.valueRange);
      coding(k, 'context-type', v1?.code);
      if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, 'context-type-quantity', [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]]);
      if (v1?.valueCodeableConcept !== undefined) composite(k, 'context-type-value', [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)]);
    }
    date(k, 'date', r?.date);
    text(k, 'description', r?.description);
    uri(k, 'expansion', r?.expansion?.identifier);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    for (const v1 of list(r?.jurisdiction)) {
      concept(k, 'jurisdiction', v1);
    }
    text(k, 'name', r?.name);
    text(k, 'publisher', r?.publisher);
    code(k, 'status', r?.status);
    text(k, 'title', r?.title);
    uri(k, 'url', r?.url);
    code(k, 'version', r?.version);
  },
  VerificationResult: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    for (const v1 of list(r?.target)) {
      reference(k, 'target', v1);
    }
  },
  VisionPrescription: (k, r) => {
    for (const v1 of list(r?.meta?.profile)) {
      uri(k, '_profile', v1);
    }
    for (const v1 of list(r?.meta?.security)) {
      coding(k, '_security', v1);
    }
    uri(k, '_source', r?.meta?.source);
    for (const v1 of list(r?.meta?.tag)) {
      coding(k, '_tag', v1);
    }
    date(k, 'datewritten', r?.dateWritten);
    reference(k, 'encounter', r?.encounter);
    for (const v1 of list(r?.identifier)) {
      identifier(k, 'identifier', v1);
    }
    reference(k, 'patient', r?.patient);
    reference(k, 'prescriber', r?.prescriber);
    code(k, 'status', r?.status);
  },
};
