// Generated from the published definitions of FHIR R4 (4.0.1) by `npm run generate`; do not edit.

import { address, canonical, code, coding, composite, concept, contact, date, flag, hasExtension, humanName, identifier, inline, list, money, number, partsOf, period, quantity, range, reference, text, timing, type Draft, uri } from '../extract/draft.ts';

// A parsed resource is read by name here; the functions that take the values check what they are given.
// biome-ignore lint/suspicious/noExplicitAny: see above
export const EXTRACTORS: Readonly<Record<string, (k: Draft, r: any) => void>> = {
  Account: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'owner':
          reference(k, 'owner', r.owner);
          break;
        case 'servicePeriod':
          period(k, 'period', r.servicePeriod);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'patient', v1, 'Patient');
            reference(k, 'subject', v1);
          }
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  ActivityDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'library':
          for (const v1 of list(r.library)) {
            canonical(k, 'depends-on', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  AdverseEvent: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'actuality':
          code(k, 'actuality', r.actuality);
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'event':
          concept(k, 'event', r.event);
          break;
        case 'location':
          reference(k, 'location', r.location);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'recorder':
          reference(k, 'recorder', r.recorder);
          break;
        case 'resultingCondition':
          for (const v1 of list(r.resultingCondition)) {
            reference(k, 'resultingcondition', v1);
          }
          break;
        case 'seriousness':
          concept(k, 'seriousness', r.seriousness);
          break;
        case 'severity':
          concept(k, 'severity', r.severity);
          break;
        case 'study':
          for (const v1 of list(r.study)) {
            reference(k, 'study', v1);
          }
          break;
        case 'subject':
          reference(k, 'subject', r.subject);
          break;
        case 'suspectEntity':
          for (const v1 of list(r.suspectEntity)) {
            reference(k, 'substance', v1?.instance);
          }
          break;
      }
    }
  },
  AllergyIntolerance: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'asserter':
          reference(k, 'asserter', r.asserter);
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            code(k, 'category', v1);
          }
          break;
        case 'clinicalStatus':
          concept(k, 'clinical-status', r.clinicalStatus);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'criticality':
          code(k, 'criticality', r.criticality);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'lastOccurrence':
          date(k, 'last-date', r.lastOccurrence);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'reaction':
          for (const v1 of list(r.reaction)) {
            concept(k, 'code', v1?.substance);
            for (const v2 of list(v1?.manifestation)) {
              concept(k, 'manifestation', v2);
            }
            date(k, 'onset', v1?.onset);
            concept(k, 'route', v1?.exposureRoute);
            code(k, 'severity', v1?.severity);
          }
          break;
        case 'recordedDate':
          date(k, 'date', r.recordedDate);
          break;
        case 'recorder':
          reference(k, 'recorder', r.recorder);
          break;
        case 'type':
          code(k, 'type', r.type);
          break;
        case 'verificationStatus':
          concept(k, 'verification-status', r.verificationStatus);
          break;
      }
    }
  },
  Appointment: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'appointmentType':
          concept(k, 'appointment-type', r.appointmentType);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'participant':
          for (const v1 of list(r.participant)) {
            reference(k, 'actor', v1?.actor);
            reference(k, 'location', v1?.actor, 'Location');
            code(k, 'part-status', v1?.status);
            reference(k, 'patient', v1?.actor, 'Patient');
            reference(k, 'practitioner', v1?.actor, 'Practitioner');
          }
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason-code', v1);
          }
          break;
        case 'reasonReference':
          for (const v1 of list(r.reasonReference)) {
            reference(k, 'reason-reference', v1);
          }
          break;
        case 'serviceCategory':
          for (const v1 of list(r.serviceCategory)) {
            concept(k, 'service-category', v1);
          }
          break;
        case 'serviceType':
          for (const v1 of list(r.serviceType)) {
            concept(k, 'service-type', v1);
          }
          break;
        case 'slot':
          for (const v1 of list(r.slot)) {
            reference(k, 'slot', v1);
          }
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
        case 'start':
          date(k, 'date', r.start);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'supportingInformation':
          for (const v1 of list(r.supportingInformation)) {
            reference(k, 'supporting-info', v1);
          }
          break;
      }
    }
  },
  AppointmentResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'actor':
          reference(k, 'actor', r.actor);
          reference(k, 'location', r.actor, 'Location');
          reference(k, 'patient', r.actor, 'Patient');
          reference(k, 'practitioner', r.actor, 'Practitioner');
          break;
        case 'appointment':
          reference(k, 'appointment', r.appointment);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'participantStatus':
          code(k, 'part-status', r.participantStatus);
          break;
      }
    }
  },
  AuditEvent: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'action':
          code(k, 'action', r.action);
          break;
        case 'agent':
          for (const v1 of list(r.agent)) {
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
          break;
        case 'entity':
          for (const v1 of list(r.entity)) {
            reference(k, 'entity', v1?.what);
            text(k, 'entity-name', v1?.name);
            coding(k, 'entity-role', v1?.role);
            coding(k, 'entity-type', v1?.type);
            reference(k, 'patient', v1?.what, 'Patient');
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'outcome':
          code(k, 'outcome', r.outcome);
          break;
        case 'recorded':
          date(k, 'date', r.recorded);
          break;
        case 'source':
          code(k, 'site', r.source?.site);
          reference(k, 'source', r.source?.observer);
          break;
        case 'subtype':
          for (const v1 of list(r.subtype)) {
            coding(k, 'subtype', v1);
          }
          break;
        case 'type':
          coding(k, 'type', r.type);
          break;
      }
    }
  },
  Basic: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Binary: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  BiologicallyDerivedProduct: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  BodyStructure: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          concept(k, 'location', r.location);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'morphology':
          concept(k, 'morphology', r.morphology);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
      }
    }
  },
  Bundle: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'entry':
          inline(k, 'composition', list(r.entry)[0]?.resource);
          inline(k, 'message', list(r.entry)[0]?.resource);
          break;
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'timestamp':
          date(k, 'timestamp', r.timestamp);
          break;
        case 'type':
          code(k, 'type', r.type);
          break;
      }
    }
  },
  CapabilityStatement: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'format':
          for (const v1 of list(r.format)) {
            code(k, 'format', v1);
          }
          break;
        case 'implementationGuide':
          for (const v1 of list(r.implementationGuide)) {
            canonical(k, 'guide', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'rest':
          for (const v1 of list(r.rest)) {
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
          break;
        case 'software':
          text(k, 'software', r.software?.name);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'fhirversion', r.version);
          code(k, 'version', r.version);
          break;
      }
    }
  },
  CarePlan: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'activity':
          for (const v1 of list(r.activity)) {
            concept(k, 'activity-code', v1?.detail?.code);
            timing(k, 'activity-date', v1?.detail?.scheduledTiming);
            period(k, 'activity-date', v1?.detail?.scheduledPeriod);
            date(k, 'activity-date', v1?.detail?.scheduledString);
            reference(k, 'activity-reference', v1?.reference);
            for (const v2 of list(v1?.detail?.performer)) {
              reference(k, 'performer', v2);
            }
          }
          break;
        case 'addresses':
          for (const v1 of list(r.addresses)) {
            reference(k, 'condition', v1);
          }
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'careTeam':
          for (const v1 of list(r.careTeam)) {
            reference(k, 'care-team', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'goal':
          for (const v1 of list(r.goal)) {
            reference(k, 'goal', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'replaces':
          for (const v1 of list(r.replaces)) {
            reference(k, 'replaces', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  CareTeam: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'participant':
          for (const v1 of list(r.participant)) {
            reference(k, 'participant', v1?.member);
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  CatalogEntry: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  ChargeItem: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'account':
          for (const v1 of list(r.account)) {
            reference(k, 'account', v1);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'context':
          reference(k, 'context', r.context);
          break;
        case 'enteredDate':
          date(k, 'entered-date', r.enteredDate);
          break;
        case 'enterer':
          reference(k, 'enterer', r.enterer);
          break;
        case 'factorOverride':
          number(k, 'factor-override', r.factorOverride);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurrenceDateTime':
          date(k, 'occurrence', r.occurrenceDateTime);
          break;
        case 'occurrencePeriod':
          period(k, 'occurrence', r.occurrencePeriod);
          break;
        case 'occurrenceTiming':
          timing(k, 'occurrence', r.occurrenceTiming);
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer-actor', v1?.actor);
            concept(k, 'performer-function', v1?.function);
          }
          break;
        case 'performingOrganization':
          reference(k, 'performing-organization', r.performingOrganization);
          break;
        case 'priceOverride':
          money(k, 'price-override', r.priceOverride);
          break;
        case 'quantity':
          quantity(k, 'quantity', r.quantity);
          break;
        case 'requestingOrganization':
          reference(k, 'requesting-organization', r.requestingOrganization);
          break;
        case 'service':
          for (const v1 of list(r.service)) {
            reference(k, 'service', v1);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  ChargeItemDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Claim: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'careTeam':
          for (const v1 of list(r.careTeam)) {
            reference(k, 'care-team', v1?.provider);
          }
          break;
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'enterer':
          reference(k, 'enterer', r.enterer);
          break;
        case 'facility':
          reference(k, 'facility', r.facility);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'insurer':
          reference(k, 'insurer', r.insurer);
          break;
        case 'item':
          for (const v1 of list(r.item)) {
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
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'payee':
          reference(k, 'payee', r.payee?.party);
          break;
        case 'priority':
          concept(k, 'priority', r.priority);
          break;
        case 'procedure':
          for (const v1 of list(r.procedure)) {
            for (const v2 of list(v1?.udi)) {
              reference(k, 'procedure-udi', v2);
            }
          }
          break;
        case 'provider':
          reference(k, 'provider', r.provider);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'use':
          code(k, 'use', r.use);
          break;
      }
    }
  },
  ClaimResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'disposition':
          text(k, 'disposition', r.disposition);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'insurer':
          reference(k, 'insurer', r.insurer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'outcome':
          code(k, 'outcome', r.outcome);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'payment':
          date(k, 'payment-date', r.payment?.date);
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'requestor':
          reference(k, 'requestor', r.requestor);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'use':
          code(k, 'use', r.use);
          break;
      }
    }
  },
  ClinicalImpression: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'assessor':
          reference(k, 'assessor', r.assessor);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'finding':
          for (const v1 of list(r.finding)) {
            concept(k, 'finding-code', v1?.itemCodeableConcept);
            reference(k, 'finding-ref', v1?.itemReference);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'investigation':
          for (const v1 of list(r.investigation)) {
            for (const v2 of list(v1?.item)) {
              reference(k, 'investigation', v2);
            }
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'previous':
          reference(k, 'previous', r.previous);
          break;
        case 'problem':
          for (const v1 of list(r.problem)) {
            reference(k, 'problem', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'supportingInfo':
          for (const v1 of list(r.supportingInfo)) {
            reference(k, 'supporting-info', v1);
          }
          break;
      }
    }
  },
  CodeSystem: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'concept':
          for (const v1 of list(r.concept)) {
            code(k, 'code', v1?.code);
            for (const v2 of list(v1?.designation)) {
              code(k, 'language', v2?.language);
            }
          }
          break;
        case 'content':
          code(k, 'content-mode', r.content);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'supplements':
          canonical(k, 'supplements', r.supplements);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'system', r.url);
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Communication: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'medium':
          for (const v1 of list(r.medium)) {
            concept(k, 'medium', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'received':
          date(k, 'received', r.received);
          break;
        case 'recipient':
          for (const v1 of list(r.recipient)) {
            reference(k, 'recipient', v1);
          }
          break;
        case 'sender':
          reference(k, 'sender', r.sender);
          break;
        case 'sent':
          date(k, 'sent', r.sent);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  CommunicationRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'authored', r.authoredOn);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'groupIdentifier':
          identifier(k, 'group-identifier', r.groupIdentifier);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'medium':
          for (const v1 of list(r.medium)) {
            concept(k, 'medium', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurrenceDateTime':
          date(k, 'occurrence', r.occurrenceDateTime);
          break;
        case 'priority':
          code(k, 'priority', r.priority);
          break;
        case 'recipient':
          for (const v1 of list(r.recipient)) {
            reference(k, 'recipient', v1);
          }
          break;
        case 'replaces':
          for (const v1 of list(r.replaces)) {
            reference(k, 'replaces', v1);
          }
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'sender':
          reference(k, 'sender', r.sender);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  CompartmentDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'code':
          code(k, 'code', r.code);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'resource':
          for (const v1 of list(r.resource)) {
            code(k, 'resource', v1?.code);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Composition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'attester':
          for (const v1 of list(r.attester)) {
            reference(k, 'attester', v1?.party);
          }
          break;
        case 'author':
          for (const v1 of list(r.author)) {
            reference(k, 'author', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'confidentiality':
          code(k, 'confidentiality', r.confidentiality);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'event':
          for (const v1 of list(r.event)) {
            for (const v2 of list(v1?.code)) {
              concept(k, 'context', v2);
            }
            period(k, 'period', v1?.period);
          }
          break;
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'relatesTo':
          for (const v1 of list(r.relatesTo)) {
            identifier(k, 'related-id', v1?.targetIdentifier);
            reference(k, 'related-ref', v1?.targetReference);
          }
          break;
        case 'section':
          for (const v1 of list(r.section)) {
            for (const v2 of list(v1?.entry)) {
              reference(k, 'entry', v2);
            }
            concept(k, 'section', v1?.code);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  ConceptMap: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'group':
          for (const v1 of list(r.group)) {
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
          break;
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'sourceCanonical':
          canonical(k, 'source', r.sourceCanonical);
          canonical(k, 'source-uri', r.sourceCanonical);
          break;
        case 'sourceUri':
          canonical(k, 'source-uri', r.sourceUri);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'targetCanonical':
          canonical(k, 'target', r.targetCanonical);
          canonical(k, 'target-uri', r.targetCanonical);
          break;
        case 'targetUri':
          canonical(k, 'target-uri', r.targetUri);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Condition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'abatementAge':
          quantity(k, 'abatement-age', r.abatementAge);
          break;
        case 'abatementDateTime':
          date(k, 'abatement-date', r.abatementDateTime);
          break;
        case 'abatementPeriod':
          period(k, 'abatement-date', r.abatementPeriod);
          break;
        case 'abatementRange':
          range(k, 'abatement-age', r.abatementRange);
          break;
        case 'abatementString':
          text(k, 'abatement-string', r.abatementString);
          break;
        case 'asserter':
          reference(k, 'asserter', r.asserter);
          break;
        case 'bodySite':
          for (const v1 of list(r.bodySite)) {
            concept(k, 'body-site', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'clinicalStatus':
          concept(k, 'clinical-status', r.clinicalStatus);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'evidence':
          for (const v1 of list(r.evidence)) {
            for (const v2 of list(v1?.code)) {
              concept(k, 'evidence', v2);
            }
            for (const v2 of list(v1?.detail)) {
              reference(k, 'evidence-detail', v2);
            }
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'onsetAge':
          quantity(k, 'onset-age', r.onsetAge);
          break;
        case 'onsetDateTime':
          date(k, 'onset-date', r.onsetDateTime);
          break;
        case 'onsetPeriod':
          period(k, 'onset-date', r.onsetPeriod);
          break;
        case 'onsetRange':
          range(k, 'onset-age', r.onsetRange);
          break;
        case 'onsetString':
          text(k, 'onset-info', r.onsetString);
          break;
        case 'recordedDate':
          date(k, 'recorded-date', r.recordedDate);
          break;
        case 'severity':
          concept(k, 'severity', r.severity);
          break;
        case 'stage':
          for (const v1 of list(r.stage)) {
            concept(k, 'stage', v1?.summary);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'verificationStatus':
          concept(k, 'verification-status', r.verificationStatus);
          break;
      }
    }
  },
  Consent: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'dateTime':
          date(k, 'date', r.dateTime);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'organization':
          for (const v1 of list(r.organization)) {
            reference(k, 'organization', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'consentor', v1);
          }
          break;
        case 'provision':
          for (const v1 of list(r.provision?.action)) {
            concept(k, 'action', v1);
          }
          for (const v1 of list(r.provision?.actor)) {
            reference(k, 'actor', v1?.reference);
          }
          for (const v1 of list(r.provision?.data)) {
            reference(k, 'data', v1?.reference);
          }
          period(k, 'period', r.provision?.period);
          for (const v1 of list(r.provision?.purpose)) {
            coding(k, 'purpose', v1);
          }
          for (const v1 of list(r.provision?.securityLabel)) {
            coding(k, 'security-label', v1);
          }
          break;
        case 'scope':
          concept(k, 'scope', r.scope);
          break;
        case 'sourceReference':
          reference(k, 'source-reference', r.sourceReference);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  Contract: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authority':
          for (const v1 of list(r.authority)) {
            reference(k, 'authority', v1);
          }
          break;
        case 'domain':
          for (const v1 of list(r.domain)) {
            reference(k, 'domain', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesUri':
          uri(k, 'instantiates', r.instantiatesUri);
          break;
        case 'issued':
          date(k, 'issued', r.issued);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'signer':
          for (const v1 of list(r.signer)) {
            reference(k, 'signer', v1?.party);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'patient', v1, 'Patient');
            reference(k, 'subject', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
      }
    }
  },
  Coverage: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'beneficiary':
          reference(k, 'beneficiary', r.beneficiary);
          reference(k, 'patient', r.beneficiary);
          break;
        case 'class':
          for (const v1 of list(r.class)) {
            concept(k, 'class-type', v1?.type);
            text(k, 'class-value', v1?.value);
          }
          break;
        case 'dependent':
          text(k, 'dependent', r.dependent);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'payor':
          for (const v1 of list(r.payor)) {
            reference(k, 'payor', v1);
          }
          break;
        case 'policyHolder':
          reference(k, 'policy-holder', r.policyHolder);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subscriber':
          reference(k, 'subscriber', r.subscriber);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  CoverageEligibilityRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'enterer':
          reference(k, 'enterer', r.enterer);
          break;
        case 'facility':
          reference(k, 'facility', r.facility);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'provider':
          reference(k, 'provider', r.provider);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  CoverageEligibilityResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'disposition':
          text(k, 'disposition', r.disposition);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'insurer':
          reference(k, 'insurer', r.insurer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'outcome':
          code(k, 'outcome', r.outcome);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'requestor':
          reference(k, 'requestor', r.requestor);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  DetectedIssue: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'identifiedDateTime':
          date(k, 'identified', r.identifiedDateTime);
          break;
        case 'identifiedPeriod':
          period(k, 'identified', r.identifiedPeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'implicated':
          for (const v1 of list(r.implicated)) {
            reference(k, 'implicated', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
      }
    }
  },
  Device: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'deviceName':
          for (const v1 of list(r.deviceName)) {
            text(k, 'device-name', v1?.name);
          }
          break;
        case 'extension':
          for (const v1 of list(r.extension)) {
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
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          reference(k, 'location', r.location);
          break;
        case 'manufacturer':
          text(k, 'manufacturer', r.manufacturer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'modelNumber':
          text(k, 'model', r.modelNumber);
          break;
        case 'owner':
          reference(k, 'organization', r.owner);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'type':
          for (const v1 of list(r.type?.coding)) {
            text(k, 'device-name', v1?.display);
          }
          text(k, 'device-name', r.type?.text);
          concept(k, 'type', r.type);
          break;
        case 'udiCarrier':
          for (const v1 of list(r.udiCarrier)) {
            text(k, 'udi-carrier', v1?.carrierHRF);
            text(k, 'udi-di', v1?.deviceIdentifier);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
      }
    }
  },
  DeviceDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'parentDevice':
          reference(k, 'parent', r.parentDevice);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  DeviceMetric: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          code(k, 'category', r.category);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'parent':
          reference(k, 'parent', r.parent);
          break;
        case 'source':
          reference(k, 'source', r.source);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  DeviceRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'authored-on', r.authoredOn);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'codeCodeableConcept':
          concept(k, 'code', r.codeCodeableConcept);
          break;
        case 'codeReference':
          reference(k, 'device', r.codeReference);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'groupIdentifier':
          identifier(k, 'group-identifier', r.groupIdentifier);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'insurance':
          for (const v1 of list(r.insurance)) {
            reference(k, 'insurance', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurrenceDateTime':
          date(k, 'event-date', r.occurrenceDateTime);
          break;
        case 'occurrencePeriod':
          period(k, 'event-date', r.occurrencePeriod);
          break;
        case 'performer':
          reference(k, 'performer', r.performer);
          break;
        case 'priorRequest':
          for (const v1 of list(r.priorRequest)) {
            reference(k, 'prior-request', v1);
          }
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  DeviceUseStatement: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'device':
          reference(k, 'device', r.device);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject);
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  DiagnosticReport: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'conclusionCode':
          for (const v1 of list(r.conclusionCode)) {
            concept(k, 'conclusion', v1);
          }
          break;
        case 'effectiveDateTime':
          date(k, 'date', r.effectiveDateTime);
          break;
        case 'effectivePeriod':
          period(k, 'date', r.effectivePeriod);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'extension':
          for (const v1 of list(r.extension)) {
            if (v1?.url === "http://hl7.org/fhir/StructureDefinition/DiagnosticReport-geneticsAssessedCondition") {
              canonical(k, 'assessed-condition', v1?.valueCanonical);
              canonical(k, 'assessed-condition', v1?.valueUri);
              canonical(k, 'assessed-condition', v1?.valueUrl);
              reference(k, 'assessed-condition', v1?.valueReference);
            }
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'issued':
          date(k, 'issued', r.issued);
          break;
        case 'media':
          for (const v1 of list(r.media)) {
            reference(k, 'media', v1?.link);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1);
          }
          break;
        case 'result':
          for (const v1 of list(r.result)) {
            reference(k, 'result', v1);
          }
          break;
        case 'resultsInterpreter':
          for (const v1 of list(r.resultsInterpreter)) {
            reference(k, 'results-interpreter', v1);
          }
          break;
        case 'specimen':
          for (const v1 of list(r.specimen)) {
            reference(k, 'specimen', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  DocumentManifest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          for (const v1 of list(r.author)) {
            reference(k, 'author', v1);
          }
          break;
        case 'content':
          for (const v1 of list(r.content)) {
            reference(k, 'item', v1);
          }
          break;
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'masterIdentifier':
          identifier(k, 'identifier', r.masterIdentifier);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'recipient':
          for (const v1 of list(r.recipient)) {
            reference(k, 'recipient', v1);
          }
          break;
        case 'related':
          for (const v1 of list(r.related)) {
            identifier(k, 'related-id', v1?.identifier);
            reference(k, 'related-ref', v1?.ref);
          }
          break;
        case 'source':
          uri(k, 'source', r.source);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  DocumentReference: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authenticator':
          reference(k, 'authenticator', r.authenticator);
          break;
        case 'author':
          for (const v1 of list(r.author)) {
            reference(k, 'author', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'content':
          for (const v1 of list(r.content)) {
            code(k, 'contenttype', v1?.attachment?.contentType);
            coding(k, 'format', v1?.format);
            code(k, 'language', v1?.attachment?.language);
            uri(k, 'location', v1?.attachment?.url);
          }
          break;
        case 'context':
          for (const v1 of list(r.context?.encounter)) {
            reference(k, 'encounter', v1);
          }
          for (const v1 of list(r.context?.event)) {
            concept(k, 'event', v1);
          }
          concept(k, 'facility', r.context?.facilityType);
          period(k, 'period', r.context?.period);
          for (const v1 of list(r.context?.related)) {
            reference(k, 'related', v1);
          }
          concept(k, 'setting', r.context?.practiceSetting);
          break;
        case 'custodian':
          reference(k, 'custodian', r.custodian);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'masterIdentifier':
          identifier(k, 'identifier', r.masterIdentifier);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'relatesTo':
          for (const v1 of list(r.relatesTo)) {
            reference(k, 'relatesto', v1?.target);
            code(k, 'relation', v1?.code);
            if (v1?.target !== undefined) composite(k, [partsOf(code, 'token', v1?.code), partsOf(reference, 'reference', v1?.target)], 'relationship');
          }
          break;
        case 'securityLabel':
          for (const v1 of list(r.securityLabel)) {
            concept(k, 'security-label', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  EffectEvidenceSynthesis: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Encounter: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'account':
          for (const v1 of list(r.account)) {
            reference(k, 'account', v1);
          }
          break;
        case 'appointment':
          for (const v1 of list(r.appointment)) {
            reference(k, 'appointment', v1);
          }
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'class':
          coding(k, 'class', r.class);
          break;
        case 'diagnosis':
          for (const v1 of list(r.diagnosis)) {
            reference(k, 'diagnosis', v1?.condition);
          }
          break;
        case 'episodeOfCare':
          for (const v1 of list(r.episodeOfCare)) {
            reference(k, 'episode-of-care', v1);
          }
          break;
        case 'hospitalization':
          for (const v1 of list(r.hospitalization?.specialArrangement)) {
            concept(k, 'special-arrangement', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'length':
          quantity(k, 'length', r.length);
          break;
        case 'location':
          for (const v1 of list(r.location)) {
            reference(k, 'location', v1?.location);
            period(k, 'location-period', v1?.period);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          reference(k, 'part-of', r.partOf);
          break;
        case 'participant':
          for (const v1 of list(r.participant)) {
            reference(k, 'participant', v1?.individual);
            for (const v2 of list(v1?.type)) {
              concept(k, 'participant-type', v2);
            }
            reference(k, 'practitioner', v1?.individual, 'Practitioner');
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason-code', v1);
          }
          break;
        case 'reasonReference':
          for (const v1 of list(r.reasonReference)) {
            reference(k, 'reason-reference', v1);
          }
          break;
        case 'serviceProvider':
          reference(k, 'service-provider', r.serviceProvider);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'type', v1);
          }
          break;
      }
    }
  },
  Endpoint: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'connectionType':
          coding(k, 'connection-type', r.connectionType);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'managingOrganization':
          reference(k, 'organization', r.managingOrganization);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'payloadType':
          for (const v1 of list(r.payloadType)) {
            concept(k, 'payload-type', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  EnrollmentRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'candidate':
          reference(k, 'patient', r.candidate);
          reference(k, 'subject', r.candidate);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  EnrollmentResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  EpisodeOfCare: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'careManager':
          reference(k, 'care-manager', r.careManager, 'Practitioner');
          break;
        case 'diagnosis':
          for (const v1 of list(r.diagnosis)) {
            reference(k, 'condition', v1?.condition);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'managingOrganization':
          reference(k, 'organization', r.managingOrganization);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'referralRequest':
          for (const v1 of list(r.referralRequest)) {
            reference(k, 'incoming-referral', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'type', v1);
          }
          break;
      }
    }
  },
  EventDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Evidence: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  EvidenceVariable: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ExampleScenario: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ExplanationOfBenefit: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'careTeam':
          for (const v1 of list(r.careTeam)) {
            reference(k, 'care-team', v1?.provider);
          }
          break;
        case 'claim':
          reference(k, 'claim', r.claim);
          break;
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'disposition':
          text(k, 'disposition', r.disposition);
          break;
        case 'enterer':
          reference(k, 'enterer', r.enterer);
          break;
        case 'facility':
          reference(k, 'facility', r.facility);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'insurance':
          for (const v1 of list(r.insurance)) {
            reference(k, 'coverage', v1?.coverage);
          }
          break;
        case 'item':
          for (const v1 of list(r.item)) {
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
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'payee':
          reference(k, 'payee', r.payee?.party);
          break;
        case 'procedure':
          for (const v1 of list(r.procedure)) {
            for (const v2 of list(v1?.udi)) {
              reference(k, 'procedure-udi', v2);
            }
          }
          break;
        case 'provider':
          reference(k, 'provider', r.provider);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  FamilyMemberHistory: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'condition':
          for (const v1 of list(r.condition)) {
            concept(k, 'code', v1?.code);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'relationship':
          concept(k, 'relationship', r.relationship);
          break;
        case 'sex':
          concept(k, 'sex', r.sex);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  Flag: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Goal: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'achievementStatus':
          concept(k, 'achievement-status', r.achievementStatus);
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'lifecycleStatus':
          code(k, 'lifecycle-status', r.lifecycleStatus);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'startDate':
          date(k, 'start-date', r.startDate);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'target':
          for (const v1 of list(r.target)) {
            date(k, 'target-date', v1?.dueDate);
          }
          break;
      }
    }
  },
  GraphDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'start':
          code(k, 'start', r.start);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Group: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'actual':
          flag(k, 'actual', r.actual);
          break;
        case 'characteristic':
          for (const v1 of list(r.characteristic)) {
            concept(k, 'characteristic', v1?.code);
            if (v1?.valueCodeableConcept !== undefined || v1?.valueBoolean !== undefined) composite(k, [partsOf(concept, 'token', v1?.code), [...partsOf(concept, 'token', v1?.valueCodeableConcept), ...partsOf(flag, 'token', v1?.valueBoolean)]], 'characteristic-value');
            flag(k, 'exclude', v1?.exclude);
            concept(k, 'value', v1?.valueCodeableConcept);
            flag(k, 'value', v1?.valueBoolean);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'managingEntity':
          reference(k, 'managing-entity', r.managingEntity);
          break;
        case 'member':
          for (const v1 of list(r.member)) {
            reference(k, 'member', v1?.entity);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'type':
          code(k, 'type', r.type);
          break;
      }
    }
  },
  GuidanceResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'requestIdentifier':
          identifier(k, 'request', r.requestIdentifier);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  HealthcareService: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'service-category', v1);
          }
          break;
        case 'characteristic':
          for (const v1 of list(r.characteristic)) {
            concept(k, 'characteristic', v1);
          }
          break;
        case 'coverageArea':
          for (const v1 of list(r.coverageArea)) {
            reference(k, 'coverage-area', v1);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          for (const v1 of list(r.location)) {
            reference(k, 'location', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'program':
          for (const v1 of list(r.program)) {
            concept(k, 'program', v1);
          }
          break;
        case 'providedBy':
          reference(k, 'organization', r.providedBy);
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'service-type', v1);
          }
          break;
      }
    }
  },
  ImagingStudy: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'basedon', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'interpreter':
          for (const v1 of list(r.interpreter)) {
            reference(k, 'interpreter', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason', v1);
          }
          break;
        case 'referrer':
          reference(k, 'referrer', r.referrer);
          break;
        case 'series':
          for (const v1 of list(r.series)) {
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
          break;
        case 'started':
          date(k, 'started', r.started);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Immunization: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          reference(k, 'location', r.location);
          break;
        case 'lotNumber':
          text(k, 'lot-number', r.lotNumber);
          break;
        case 'manufacturer':
          reference(k, 'manufacturer', r.manufacturer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurrenceDateTime':
          date(k, 'date', r.occurrenceDateTime);
          break;
        case 'occurrenceString':
          date(k, 'date', r.occurrenceString);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1?.actor);
          }
          break;
        case 'protocolApplied':
          for (const v1 of list(r.protocolApplied)) {
            text(k, 'series', v1?.series);
            for (const v2 of list(v1?.targetDisease)) {
              concept(k, 'target-disease', v2);
            }
          }
          break;
        case 'reaction':
          for (const v1 of list(r.reaction)) {
            reference(k, 'reaction', v1?.detail);
            date(k, 'reaction-date', v1?.date);
          }
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason-code', v1);
          }
          break;
        case 'reasonReference':
          for (const v1 of list(r.reasonReference)) {
            reference(k, 'reason-reference', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'statusReason':
          concept(k, 'status-reason', r.statusReason);
          break;
        case 'vaccineCode':
          concept(k, 'vaccine-code', r.vaccineCode);
          break;
      }
    }
  },
  ImmunizationEvaluation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'doseStatus':
          concept(k, 'dose-status', r.doseStatus);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'immunizationEvent':
          reference(k, 'immunization-event', r.immunizationEvent);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'targetDisease':
          concept(k, 'target-disease', r.targetDisease);
          break;
      }
    }
  },
  ImmunizationRecommendation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'recommendation':
          for (const v1 of list(r.recommendation)) {
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
          break;
      }
    }
  },
  ImplementationGuide: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'definition':
          for (const v1 of list(r.definition?.resource)) {
            reference(k, 'resource', v1?.reference);
          }
          break;
        case 'dependsOn':
          for (const v1 of list(r.dependsOn)) {
            canonical(k, 'depends-on', v1?.uri);
          }
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'experimental':
          flag(k, 'experimental', r.experimental);
          break;
        case 'global':
          for (const v1 of list(r.global)) {
            canonical(k, 'global', v1?.profile);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  InsurancePlan: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'administeredBy':
          reference(k, 'administered-by', r.administeredBy);
          break;
        case 'contact':
          for (const v1 of list(r.contact)) {
            address(k, 'address', v1?.address);
            text(k, 'address-city', v1?.address?.city);
            text(k, 'address-country', v1?.address?.country);
            text(k, 'address-postalcode', v1?.address?.postalCode);
            text(k, 'address-state', v1?.address?.state);
            code(k, 'address-use', v1?.address?.use);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'phonetic', r.name);
          break;
        case 'ownedBy':
          reference(k, 'owned-by', r.ownedBy);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'type', v1);
          }
          break;
      }
    }
  },
  Invoice: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'account':
          reference(k, 'account', r.account);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'issuer':
          reference(k, 'issuer', r.issuer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'participant':
          for (const v1 of list(r.participant)) {
            reference(k, 'participant', v1?.actor);
            concept(k, 'participant-role', v1?.role);
          }
          break;
        case 'recipient':
          reference(k, 'recipient', r.recipient);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'totalGross':
          money(k, 'totalgross', r.totalGross);
          break;
        case 'totalNet':
          money(k, 'totalnet', r.totalNet);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  Library: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'content':
          for (const v1 of list(r.content)) {
            code(k, 'content-type', v1?.contentType);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Linkage: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'item':
          for (const v1 of list(r.item)) {
            reference(k, 'item', v1?.resource);
            reference(k, 'source', v1?.resource);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  List: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'emptyReason':
          concept(k, 'empty-reason', r.emptyReason);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'entry':
          for (const v1 of list(r.entry)) {
            reference(k, 'item', v1?.item);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'note':
          for (const v1 of list(r.note)) {
            text(k, 'notes', v1?.text);
          }
          break;
        case 'source':
          reference(k, 'source', r.source);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
      }
    }
  },
  Location: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'address':
          address(k, 'address', r.address);
          text(k, 'address-city', r.address?.city);
          text(k, 'address-country', r.address?.country);
          text(k, 'address-postalcode', r.address?.postalCode);
          text(k, 'address-state', r.address?.state);
          code(k, 'address-use', r.address?.use);
          break;
        case 'alias':
          for (const v1 of list(r.alias)) {
            text(k, 'name', v1);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'managingOrganization':
          reference(k, 'organization', r.managingOrganization);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'operationalStatus':
          coding(k, 'operational-status', r.operationalStatus);
          break;
        case 'partOf':
          reference(k, 'partof', r.partOf);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'type', v1);
          }
          break;
      }
    }
  },
  Measure: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'library':
          for (const v1 of list(r.library)) {
            canonical(k, 'depends-on', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  MeasureReport: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'evaluatedResource':
          for (const v1 of list(r.evaluatedResource)) {
            reference(k, 'evaluated-resource', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'measure':
          canonical(k, 'measure', r.measure);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'period':
          period(k, 'period', r.period);
          break;
        case 'reporter':
          reference(k, 'reporter', r.reporter);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Media: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'bodySite':
          concept(k, 'site', r.bodySite);
          break;
        case 'createdDateTime':
          date(k, 'created', r.createdDateTime);
          break;
        case 'createdPeriod':
          period(k, 'created', r.createdPeriod);
          break;
        case 'device':
          reference(k, 'device', r.device);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'modality':
          concept(k, 'modality', r.modality);
          break;
        case 'operator':
          reference(k, 'operator', r.operator);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
        case 'view':
          concept(k, 'view', r.view);
          break;
      }
    }
  },
  Medication: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'batch':
          date(k, 'expiration-date', r.batch?.expirationDate);
          code(k, 'lot-number', r.batch?.lotNumber);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'form':
          concept(k, 'form', r.form);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'ingredient':
          for (const v1 of list(r.ingredient)) {
            reference(k, 'ingredient', v1?.itemReference);
            concept(k, 'ingredient-code', v1?.itemCodeableConcept);
          }
          break;
        case 'manufacturer':
          reference(k, 'manufacturer', r.manufacturer);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  MedicationAdministration: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'context':
          reference(k, 'context', r.context);
          break;
        case 'device':
          for (const v1 of list(r.device)) {
            reference(k, 'device', v1);
          }
          break;
        case 'effectiveDateTime':
          date(k, 'effective-time', r.effectiveDateTime);
          break;
        case 'effectivePeriod':
          period(k, 'effective-time', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'medicationCodeableConcept':
          concept(k, 'code', r.medicationCodeableConcept);
          break;
        case 'medicationReference':
          reference(k, 'medication', r.medicationReference);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1?.actor);
          }
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason-given', v1);
          }
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'statusReason':
          for (const v1 of list(r.statusReason)) {
            concept(k, 'reason-not-given', v1);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  MedicationDispense: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authorizingPrescription':
          for (const v1 of list(r.authorizingPrescription)) {
            reference(k, 'prescription', v1);
          }
          break;
        case 'context':
          reference(k, 'context', r.context);
          break;
        case 'destination':
          reference(k, 'destination', r.destination);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'medicationCodeableConcept':
          concept(k, 'code', r.medicationCodeableConcept);
          break;
        case 'medicationReference':
          reference(k, 'medication', r.medicationReference);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1?.actor);
          }
          break;
        case 'receiver':
          for (const v1 of list(r.receiver)) {
            reference(k, 'receiver', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'substitution':
          for (const v1 of list(r.substitution?.responsibleParty)) {
            reference(k, 'responsibleparty', v1);
          }
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
        case 'whenHandedOver':
          date(k, 'whenhandedover', r.whenHandedOver);
          break;
        case 'whenPrepared':
          date(k, 'whenprepared', r.whenPrepared);
          break;
      }
    }
  },
  MedicationKnowledge: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'cost':
          for (const v1 of list(r.cost)) {
            code(k, 'source-cost', v1?.source);
          }
          break;
        case 'doseForm':
          concept(k, 'doseform', r.doseForm);
          break;
        case 'ingredient':
          for (const v1 of list(r.ingredient)) {
            reference(k, 'ingredient', v1?.itemReference);
            concept(k, 'ingredient-code', v1?.itemCodeableConcept);
          }
          break;
        case 'manufacturer':
          reference(k, 'manufacturer', r.manufacturer);
          break;
        case 'medicineClassification':
          for (const v1 of list(r.medicineClassification)) {
            for (const v2 of list(v1?.classification)) {
              concept(k, 'classification', v2);
            }
            concept(k, 'classification-type', v1?.type);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'monitoringProgram':
          for (const v1 of list(r.monitoringProgram)) {
            code(k, 'monitoring-program-name', v1?.name);
            concept(k, 'monitoring-program-type', v1?.type);
          }
          break;
        case 'monograph':
          for (const v1 of list(r.monograph)) {
            reference(k, 'monograph', v1?.source);
            concept(k, 'monograph-type', v1?.type);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  MedicationRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'authoredon', r.authoredOn);
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'dispenseRequest':
          reference(k, 'intended-dispenser', r.dispenseRequest?.performer);
          break;
        case 'dosageInstruction':
          for (const v1 of list(r.dosageInstruction)) {
            for (const v2 of list(v1?.timing?.event)) {
              date(k, 'date', v2);
            }
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'medicationCodeableConcept':
          concept(k, 'code', r.medicationCodeableConcept);
          break;
        case 'medicationReference':
          reference(k, 'medication', r.medicationReference);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'performer':
          reference(k, 'intended-performer', r.performer);
          break;
        case 'performerType':
          concept(k, 'intended-performertype', r.performerType);
          break;
        case 'priority':
          code(k, 'priority', r.priority);
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  MedicationStatement: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          concept(k, 'category', r.category);
          break;
        case 'context':
          reference(k, 'context', r.context);
          break;
        case 'effectiveDateTime':
          date(k, 'effective', r.effectiveDateTime);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'informationSource':
          reference(k, 'source', r.informationSource);
          break;
        case 'medicationCodeableConcept':
          concept(k, 'code', r.medicationCodeableConcept);
          break;
        case 'medicationReference':
          reference(k, 'medication', r.medicationReference);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  MedicinalProduct: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          for (const v1 of list(r.name)) {
            text(k, 'name', v1?.productName);
            for (const v2 of list(v1?.countryLanguage)) {
              concept(k, 'name-language', v2?.language);
            }
          }
          break;
      }
    }
  },
  MedicinalProductAuthorization: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'country':
          for (const v1 of list(r.country)) {
            concept(k, 'country', v1);
          }
          break;
        case 'holder':
          reference(k, 'holder', r.holder);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'status':
          concept(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  MedicinalProductContraindication: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'subject', v1);
          }
          break;
      }
    }
  },
  MedicinalProductIndication: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'subject', v1);
          }
          break;
      }
    }
  },
  MedicinalProductIngredient: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  MedicinalProductInteraction: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'subject', v1);
          }
          break;
      }
    }
  },
  MedicinalProductManufactured: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  MedicinalProductPackaged: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'subject', v1);
          }
          break;
      }
    }
  },
  MedicinalProductPharmaceutical: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'routeOfAdministration':
          for (const v1 of list(r.routeOfAdministration)) {
            concept(k, 'route', v1?.code);
            for (const v2 of list(v1?.targetSpecies)) {
              concept(k, 'target-species', v2?.code);
            }
          }
          break;
      }
    }
  },
  MedicinalProductUndesirableEffect: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'subject':
          for (const v1 of list(r.subject)) {
            reference(k, 'subject', v1);
          }
          break;
      }
    }
  },
  MessageDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          code(k, 'category', r.category);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'eventCoding':
          coding(k, 'event', r.eventCoding);
          break;
        case 'eventUri':
          code(k, 'event', r.eventUri);
          break;
        case 'focus':
          for (const v1 of list(r.focus)) {
            code(k, 'focus', v1?.code);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'parent':
          for (const v1 of list(r.parent)) {
            canonical(k, 'parent', v1);
          }
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  MessageHeader: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'destination':
          for (const v1 of list(r.destination)) {
            text(k, 'destination', v1?.name);
            uri(k, 'destination-uri', v1?.endpoint);
            reference(k, 'receiver', v1?.receiver);
            reference(k, 'target', v1?.target);
          }
          break;
        case 'enterer':
          reference(k, 'enterer', r.enterer);
          break;
        case 'eventCoding':
          coding(k, 'event', r.eventCoding);
          break;
        case 'eventUri':
          code(k, 'event', r.eventUri);
          break;
        case 'focus':
          for (const v1 of list(r.focus)) {
            reference(k, 'focus', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'response':
          code(k, 'code', r.response?.code);
          code(k, 'response-id', r.response?.identifier);
          break;
        case 'responsible':
          reference(k, 'responsible', r.responsible);
          break;
        case 'sender':
          reference(k, 'sender', r.sender);
          break;
        case 'source':
          text(k, 'source', r.source?.name);
          uri(k, 'source-uri', r.source?.endpoint);
          break;
      }
    }
  },
  MolecularSequence: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'referenceSeq':
          concept(k, 'chromosome', r.referenceSeq?.chromosome);
          if (r.referenceSeq?.windowEnd !== undefined) composite(k, [partsOf(concept, 'token', r.referenceSeq?.chromosome), partsOf(number, 'number', r.referenceSeq?.windowStart), partsOf(number, 'number', r.referenceSeq?.windowEnd)], 'chromosome-window-coordinate');
          concept(k, 'referenceseqid', r.referenceSeq?.referenceSeqId);
          if (r.referenceSeq?.windowEnd !== undefined) composite(k, [partsOf(concept, 'token', r.referenceSeq?.referenceSeqId), partsOf(number, 'number', r.referenceSeq?.windowStart), partsOf(number, 'number', r.referenceSeq?.windowEnd)], 'referenceseqid-window-coordinate');
          number(k, 'window-end', r.referenceSeq?.windowEnd);
          number(k, 'window-start', r.referenceSeq?.windowStart);
          break;
        case 'type':
          code(k, 'type', r.type);
          break;
        case 'variant':
          for (const v1 of list(r.variant)) {
            if (v1?.end !== undefined) composite(k, [partsOf(concept, 'token', r.referenceSeq?.chromosome), partsOf(number, 'number', v1?.start), partsOf(number, 'number', v1?.end)], 'chromosome-variant-coordinate');
            if (v1?.end !== undefined) composite(k, [partsOf(concept, 'token', r.referenceSeq?.referenceSeqId), partsOf(number, 'number', v1?.start), partsOf(number, 'number', v1?.end)], 'referenceseqid-variant-coordinate');
            number(k, 'variant-end', v1?.end);
            number(k, 'variant-start', v1?.start);
          }
          break;
      }
    }
  },
  NamingSystem: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'contact':
          for (const v1 of list(r.contact)) {
            text(k, 'contact', v1?.name);
            for (const v2 of list(v1?.telecom)) {
              contact(k, 'telecom', v2);
            }
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'kind':
          code(k, 'kind', r.kind);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'responsible':
          text(k, 'responsible', r.responsible);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
        case 'uniqueId':
          for (const v1 of list(r.uniqueId)) {
            code(k, 'id-type', v1?.type);
            period(k, 'period', v1?.period);
            text(k, 'value', v1?.value);
          }
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
      }
    }
  },
  NutritionOrder: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'dateTime':
          date(k, 'datetime', r.dateTime);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'enteralFormula':
          concept(k, 'additive', r.enteralFormula?.additiveType);
          concept(k, 'formula', r.enteralFormula?.baseFormulaType);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'oralDiet':
          for (const v1 of list(r.oralDiet?.type)) {
            concept(k, 'oraldiet', v1);
          }
          break;
        case 'orderer':
          reference(k, 'provider', r.orderer);
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'supplement':
          for (const v1 of list(r.supplement)) {
            concept(k, 'supplement', v1?.type);
          }
          break;
      }
    }
  },
  Observation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          concept(k, 'combo-code', r.code);
          break;
        case 'component':
          for (const v1 of list(r.component)) {
            concept(k, 'combo-code', v1?.code);
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(concept, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'combo-code-value-concept', 'component-code-value-concept');
            if (v1?.valueQuantity !== undefined) composite(k, [partsOf(concept, 'token', v1?.code), partsOf(quantity, 'quantity', v1?.valueQuantity)], 'combo-code-value-quantity', 'component-code-value-quantity');
            concept(k, 'combo-data-absent-reason', v1?.dataAbsentReason);
            concept(k, 'combo-value-concept', v1?.valueCodeableConcept);
            quantity(k, 'combo-value-quantity', v1?.valueQuantity);
            concept(k, 'component-code', v1?.code);
            concept(k, 'component-data-absent-reason', v1?.dataAbsentReason);
            concept(k, 'component-value-concept', v1?.valueCodeableConcept);
            quantity(k, 'component-value-quantity', v1?.valueQuantity);
          }
          break;
        case 'dataAbsentReason':
          concept(k, 'combo-data-absent-reason', r.dataAbsentReason);
          concept(k, 'data-absent-reason', r.dataAbsentReason);
          break;
        case 'derivedFrom':
          for (const v1 of list(r.derivedFrom)) {
            reference(k, 'derived-from', v1);
          }
          break;
        case 'device':
          reference(k, 'device', r.device);
          break;
        case 'effectiveDateTime':
          date(k, 'date', r.effectiveDateTime);
          break;
        case 'effectiveInstant':
          date(k, 'date', r.effectiveInstant);
          break;
        case 'effectivePeriod':
          period(k, 'date', r.effectivePeriod);
          break;
        case 'effectiveTiming':
          timing(k, 'date', r.effectiveTiming);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'extension':
          for (const v1 of list(r.extension)) {
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
          break;
        case 'focus':
          for (const v1 of list(r.focus)) {
            reference(k, 'focus', v1);
          }
          break;
        case 'hasMember':
          for (const v1 of list(r.hasMember)) {
            reference(k, 'has-member', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'method':
          concept(k, 'method', r.method);
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1);
          }
          break;
        case 'specimen':
          reference(k, 'specimen', r.specimen);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'valueCodeableConcept':
          if (r.valueCodeableConcept !== undefined) composite(k, [partsOf(concept, 'token', r.code), partsOf(concept, 'token', r.valueCodeableConcept)], 'code-value-concept', 'combo-code-value-concept');
          concept(k, 'combo-value-concept', r.valueCodeableConcept);
          concept(k, 'value-concept', r.valueCodeableConcept);
          text(k, 'value-string', r.valueCodeableConcept?.text);
          break;
        case 'valueDateTime':
          if (r.valueDateTime !== undefined || r.valuePeriod !== undefined) composite(k, [partsOf(concept, 'token', r.code), [...partsOf(date, 'date', r.valueDateTime), ...partsOf(period, 'date', r.valuePeriod)]], 'code-value-date');
          date(k, 'value-date', r.valueDateTime);
          break;
        case 'valuePeriod':
          if (r.valueDateTime !== undefined || r.valuePeriod !== undefined) composite(k, [partsOf(concept, 'token', r.code), [...partsOf(date, 'date', r.valueDateTime), ...partsOf(period, 'date', r.valuePeriod)]], 'code-value-date');
          period(k, 'value-date', r.valuePeriod);
          break;
        case 'valueQuantity':
          if (r.valueQuantity !== undefined) composite(k, [partsOf(concept, 'token', r.code), partsOf(quantity, 'quantity', r.valueQuantity)], 'code-value-quantity', 'combo-code-value-quantity');
          quantity(k, 'combo-value-quantity', r.valueQuantity);
          quantity(k, 'value-quantity', r.valueQuantity);
          break;
        case 'valueString':
          if (r.valueString !== undefined) composite(k, [partsOf(concept, 'token', r.code), partsOf(text, 'string', r.valueString)], 'code-value-string');
          text(k, 'value-string', r.valueString);
          break;
      }
    }
  },
  ObservationDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  OperationDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'base':
          canonical(k, 'base', r.base);
          break;
        case 'code':
          code(k, 'code', r.code);
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'inputProfile':
          canonical(k, 'input-profile', r.inputProfile);
          break;
        case 'instance':
          flag(k, 'instance', r.instance);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'kind':
          code(k, 'kind', r.kind);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'outputProfile':
          canonical(k, 'output-profile', r.outputProfile);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'system':
          flag(k, 'system', r.system);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'type':
          flag(k, 'type', r.type);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  OperationOutcome: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  Organization: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'address':
          for (const v1 of list(r.address)) {
            address(k, 'address', v1);
            text(k, 'address-city', v1?.city);
            text(k, 'address-country', v1?.country);
            text(k, 'address-postalcode', v1?.postalCode);
            text(k, 'address-state', v1?.state);
            code(k, 'address-use', v1?.use);
          }
          break;
        case 'alias':
          for (const v1 of list(r.alias)) {
            text(k, 'name', v1);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          text(k, 'phonetic', r.name);
          break;
        case 'partOf':
          reference(k, 'partof', r.partOf);
          break;
        case 'type':
          for (const v1 of list(r.type)) {
            concept(k, 'type', v1);
          }
          break;
      }
    }
  },
  OrganizationAffiliation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'code':
          for (const v1 of list(r.code)) {
            concept(k, 'role', v1);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'healthcareService':
          for (const v1 of list(r.healthcareService)) {
            reference(k, 'service', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          for (const v1 of list(r.location)) {
            reference(k, 'location', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'network':
          for (const v1 of list(r.network)) {
            reference(k, 'network', v1);
          }
          break;
        case 'organization':
          reference(k, 'primary-organization', r.organization);
          break;
        case 'participatingOrganization':
          reference(k, 'participating-organization', r.participatingOrganization);
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  Parameters: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  Patient: (k, r) => {
    flag(k, 'deceased', r.deceasedBoolean === true || r.deceasedDateTime !== undefined);
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'address':
          for (const v1 of list(r.address)) {
            address(k, 'address', v1);
            text(k, 'address-city', v1?.city);
            text(k, 'address-country', v1?.country);
            text(k, 'address-postalcode', v1?.postalCode);
            text(k, 'address-state', v1?.state);
            code(k, 'address-use', v1?.use);
          }
          break;
        case 'birthDate':
          date(k, 'birthdate', r.birthDate);
          break;
        case 'communication':
          for (const v1 of list(r.communication)) {
            concept(k, 'language', v1?.language);
          }
          break;
        case 'deceasedDateTime':
          date(k, 'death-date', r.deceasedDateTime);
          break;
        case 'extension':
          for (const v1 of list(r.extension)) {
            if (v1?.url === "http://hl7.org/fhir/StructureDefinition/patient-extensions-Patient-mothersMaidenName") {
              text(k, 'mothersMaidenName', v1?.valueMarkdown);
              text(k, 'mothersMaidenName', v1?.valueString);
              address(k, 'mothersMaidenName', v1?.valueAddress);
              humanName(k, 'mothersMaidenName', v1?.valueHumanName);
            }
          }
          break;
        case 'gender':
          code(k, 'gender', r.gender);
          break;
        case 'generalPractitioner':
          for (const v1 of list(r.generalPractitioner)) {
            reference(k, 'general-practitioner', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'link':
          for (const v1 of list(r.link)) {
            reference(k, 'link', v1?.other);
          }
          break;
        case 'managingOrganization':
          reference(k, 'organization', r.managingOrganization);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          for (const v1 of list(r.name)) {
            text(k, 'family', v1?.family);
            for (const v2 of list(v1?.given)) {
              text(k, 'given', v2);
            }
            humanName(k, 'name', v1);
            humanName(k, 'phonetic', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  PaymentNotice: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'paymentStatus':
          concept(k, 'payment-status', r.paymentStatus);
          break;
        case 'provider':
          reference(k, 'provider', r.provider);
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'response':
          reference(k, 'response', r.response);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  PaymentReconciliation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'created':
          date(k, 'created', r.created);
          break;
        case 'disposition':
          text(k, 'disposition', r.disposition);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'outcome':
          code(k, 'outcome', r.outcome);
          break;
        case 'paymentIssuer':
          reference(k, 'payment-issuer', r.paymentIssuer);
          break;
        case 'request':
          reference(k, 'request', r.request);
          break;
        case 'requestor':
          reference(k, 'requestor', r.requestor);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  Person: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'address':
          for (const v1 of list(r.address)) {
            address(k, 'address', v1);
            text(k, 'address-city', v1?.city);
            text(k, 'address-country', v1?.country);
            text(k, 'address-postalcode', v1?.postalCode);
            text(k, 'address-state', v1?.state);
            code(k, 'address-use', v1?.use);
          }
          break;
        case 'birthDate':
          date(k, 'birthdate', r.birthDate);
          break;
        case 'gender':
          code(k, 'gender', r.gender);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'link':
          for (const v1 of list(r.link)) {
            reference(k, 'link', v1?.target);
            reference(k, 'patient', v1?.target, 'Patient');
            reference(k, 'practitioner', v1?.target, 'Practitioner');
            reference(k, 'relatedperson', v1?.target, 'RelatedPerson');
          }
          break;
        case 'managingOrganization':
          reference(k, 'organization', r.managingOrganization);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          for (const v1 of list(r.name)) {
            humanName(k, 'name', v1);
            humanName(k, 'phonetic', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  PlanDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'action':
          for (const v1 of list(r.action)) {
            canonical(k, 'definition', v1?.definitionCanonical);
            canonical(k, 'definition', v1?.definitionUri);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'library':
          for (const v1 of list(r.library)) {
            canonical(k, 'depends-on', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Practitioner: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'address':
          for (const v1 of list(r.address)) {
            address(k, 'address', v1);
            text(k, 'address-city', v1?.city);
            text(k, 'address-country', v1?.country);
            text(k, 'address-postalcode', v1?.postalCode);
            text(k, 'address-state', v1?.state);
            code(k, 'address-use', v1?.use);
          }
          break;
        case 'communication':
          for (const v1 of list(r.communication)) {
            concept(k, 'communication', v1);
          }
          break;
        case 'gender':
          code(k, 'gender', r.gender);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          for (const v1 of list(r.name)) {
            text(k, 'family', v1?.family);
            for (const v2 of list(v1?.given)) {
              text(k, 'given', v2);
            }
            humanName(k, 'name', v1);
            humanName(k, 'phonetic', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  PractitionerRole: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'code':
          for (const v1 of list(r.code)) {
            concept(k, 'role', v1);
          }
          break;
        case 'endpoint':
          for (const v1 of list(r.endpoint)) {
            reference(k, 'endpoint', v1);
          }
          break;
        case 'healthcareService':
          for (const v1 of list(r.healthcareService)) {
            reference(k, 'service', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'location':
          for (const v1 of list(r.location)) {
            reference(k, 'location', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'organization':
          reference(k, 'organization', r.organization);
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'practitioner':
          reference(k, 'practitioner', r.practitioner);
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  Procedure: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'category':
          concept(k, 'category', r.category);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'location':
          reference(k, 'location', r.location);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'performedDateTime':
          date(k, 'date', r.performedDateTime);
          break;
        case 'performedPeriod':
          period(k, 'date', r.performedPeriod);
          break;
        case 'performedString':
          date(k, 'date', r.performedString);
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1?.actor);
          }
          break;
        case 'reasonCode':
          for (const v1 of list(r.reasonCode)) {
            concept(k, 'reason-code', v1);
          }
          break;
        case 'reasonReference':
          for (const v1 of list(r.reasonReference)) {
            reference(k, 'reason-reference', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Provenance: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'agent':
          for (const v1 of list(r.agent)) {
            reference(k, 'agent', v1?.who);
            for (const v2 of list(v1?.role)) {
              concept(k, 'agent-role', v2);
            }
            concept(k, 'agent-type', v1?.type);
          }
          break;
        case 'entity':
          for (const v1 of list(r.entity)) {
            reference(k, 'entity', v1?.what);
          }
          break;
        case 'location':
          reference(k, 'location', r.location);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurredDateTime':
          date(k, 'when', r.occurredDateTime);
          break;
        case 'recorded':
          date(k, 'recorded', r.recorded);
          break;
        case 'signature':
          for (const v1 of list(r.signature)) {
            for (const v2 of list(v1?.type)) {
              coding(k, 'signature-type', v2);
            }
          }
          break;
        case 'target':
          for (const v1 of list(r.target)) {
            reference(k, 'patient', v1, 'Patient');
            reference(k, 'target', v1);
          }
          break;
      }
    }
  },
  Questionnaire: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'item':
          for (const v1 of list(r.item)) {
            for (const v2 of list(v1?.code)) {
              coding(k, 'code', v2);
            }
            uri(k, 'definition', v1?.definition);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subjectType':
          for (const v1 of list(r.subjectType)) {
            code(k, 'subject-type', v1);
          }
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  QuestionnaireResponse: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'authored':
          date(k, 'authored', r.authored);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'item':
          for (const v1 of list(r.item)) {
            if (hasExtension(v1, "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject")) {
              for (const v2 of list(v1?.answer)) {
                reference(k, 'item-subject', v2?.valueReference);
              }
            }
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'questionnaire':
          canonical(k, 'questionnaire', r.questionnaire);
          break;
        case 'source':
          reference(k, 'source', r.source);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  RelatedPerson: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'address':
          for (const v1 of list(r.address)) {
            address(k, 'address', v1);
            text(k, 'address-city', v1?.city);
            text(k, 'address-country', v1?.country);
            text(k, 'address-postalcode', v1?.postalCode);
            text(k, 'address-state', v1?.state);
            code(k, 'address-use', v1?.use);
          }
          break;
        case 'birthDate':
          date(k, 'birthdate', r.birthDate);
          break;
        case 'gender':
          code(k, 'gender', r.gender);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          for (const v1 of list(r.name)) {
            humanName(k, 'name', v1);
            humanName(k, 'phonetic', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'relationship':
          for (const v1 of list(r.relationship)) {
            concept(k, 'relationship', v1);
          }
          break;
        case 'telecom':
          for (const v1 of list(r.telecom)) {
            if (v1?.system === "email") {
              contact(k, 'email', v1);
            }
            if (v1?.system === "phone") {
              contact(k, 'phone', v1);
            }
            contact(k, 'telecom', v1);
          }
          break;
      }
    }
  },
  RequestGroup: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'action':
          for (const v1 of list(r.action)) {
            for (const v2 of list(v1?.participant)) {
              reference(k, 'participant', v2);
            }
          }
          break;
        case 'author':
          reference(k, 'author', r.author);
          break;
        case 'authoredOn':
          date(k, 'authored', r.authoredOn);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'groupIdentifier':
          identifier(k, 'group-identifier', r.groupIdentifier);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'priority':
          code(k, 'priority', r.priority);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  ResearchDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'library':
          for (const v1 of list(r.library)) {
            canonical(k, 'depends-on', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ResearchElementDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'library':
          for (const v1 of list(r.library)) {
            canonical(k, 'depends-on', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'relatedArtifact':
          for (const v1 of list(r.relatedArtifact)) {
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
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'topic':
          for (const v1 of list(r.topic)) {
            concept(k, 'topic', v1);
          }
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ResearchStudy: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'focus':
          for (const v1 of list(r.focus)) {
            concept(k, 'focus', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'keyword':
          for (const v1 of list(r.keyword)) {
            concept(k, 'keyword', v1);
          }
          break;
        case 'location':
          for (const v1 of list(r.location)) {
            concept(k, 'location', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'partof', v1);
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'principalInvestigator':
          reference(k, 'principalinvestigator', r.principalInvestigator);
          break;
        case 'protocol':
          for (const v1 of list(r.protocol)) {
            reference(k, 'protocol', v1);
          }
          break;
        case 'site':
          for (const v1 of list(r.site)) {
            reference(k, 'site', v1);
          }
          break;
        case 'sponsor':
          reference(k, 'sponsor', r.sponsor);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
      }
    }
  },
  ResearchSubject: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'individual':
          reference(k, 'individual', r.individual);
          reference(k, 'patient', r.individual);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'period':
          period(k, 'date', r.period);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'study':
          reference(k, 'study', r.study);
          break;
      }
    }
  },
  RiskAssessment: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'condition':
          reference(k, 'condition', r.condition);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'method':
          concept(k, 'method', r.method);
          break;
        case 'occurrenceDateTime':
          date(k, 'date', r.occurrenceDateTime);
          break;
        case 'performer':
          reference(k, 'performer', r.performer);
          break;
        case 'prediction':
          for (const v1 of list(r.prediction)) {
            number(k, 'probability', v1?.probabilityDecimal);
            concept(k, 'risk', v1?.qualitativeRisk);
          }
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  RiskEvidenceSynthesis: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'effectivePeriod':
          period(k, 'effective', r.effectivePeriod);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Schedule: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'active':
          flag(k, 'active', r.active);
          break;
        case 'actor':
          for (const v1 of list(r.actor)) {
            reference(k, 'actor', v1);
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'planningHorizon':
          period(k, 'date', r.planningHorizon);
          break;
        case 'serviceCategory':
          for (const v1 of list(r.serviceCategory)) {
            concept(k, 'service-category', v1);
          }
          break;
        case 'serviceType':
          for (const v1 of list(r.serviceType)) {
            concept(k, 'service-type', v1);
          }
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
      }
    }
  },
  SearchParameter: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'base':
          for (const v1 of list(r.base)) {
            code(k, 'base', v1);
          }
          break;
        case 'code':
          code(k, 'code', r.code);
          break;
        case 'component':
          for (const v1 of list(r.component)) {
            canonical(k, 'component', v1?.definition);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'derivedFrom':
          canonical(k, 'derived-from', r.derivedFrom);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'target':
          for (const v1 of list(r.target)) {
            code(k, 'target', v1);
          }
          break;
        case 'type':
          code(k, 'type', r.type);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ServiceRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'authored', r.authoredOn);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'bodySite':
          for (const v1 of list(r.bodySite)) {
            concept(k, 'body-site', v1);
          }
          break;
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'instantiatesCanonical':
          for (const v1 of list(r.instantiatesCanonical)) {
            canonical(k, 'instantiates-canonical', v1);
          }
          break;
        case 'instantiatesUri':
          for (const v1 of list(r.instantiatesUri)) {
            uri(k, 'instantiates-uri', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'occurrenceDateTime':
          date(k, 'occurrence', r.occurrenceDateTime);
          break;
        case 'occurrencePeriod':
          period(k, 'occurrence', r.occurrencePeriod);
          break;
        case 'occurrenceTiming':
          timing(k, 'occurrence', r.occurrenceTiming);
          break;
        case 'performer':
          for (const v1 of list(r.performer)) {
            reference(k, 'performer', v1);
          }
          break;
        case 'performerType':
          concept(k, 'performer-type', r.performerType);
          break;
        case 'priority':
          code(k, 'priority', r.priority);
          break;
        case 'replaces':
          for (const v1 of list(r.replaces)) {
            reference(k, 'replaces', v1);
          }
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'requisition':
          identifier(k, 'requisition', r.requisition);
          break;
        case 'specimen':
          for (const v1 of list(r.specimen)) {
            reference(k, 'specimen', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
      }
    }
  },
  Slot: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'appointmentType':
          concept(k, 'appointment-type', r.appointmentType);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'schedule':
          reference(k, 'schedule', r.schedule);
          break;
        case 'serviceCategory':
          for (const v1 of list(r.serviceCategory)) {
            concept(k, 'service-category', v1);
          }
          break;
        case 'serviceType':
          for (const v1 of list(r.serviceType)) {
            concept(k, 'service-type', v1);
          }
          break;
        case 'specialty':
          for (const v1 of list(r.specialty)) {
            concept(k, 'specialty', v1);
          }
          break;
        case 'start':
          date(k, 'start', r.start);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  Specimen: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'accessionIdentifier':
          identifier(k, 'accession', r.accessionIdentifier);
          break;
        case 'collection':
          concept(k, 'bodysite', r.collection?.bodySite);
          date(k, 'collected', r.collection?.collectedDateTime);
          period(k, 'collected', r.collection?.collectedPeriod);
          reference(k, 'collector', r.collection?.collector);
          break;
        case 'container':
          for (const v1 of list(r.container)) {
            concept(k, 'container', v1?.type);
            for (const v2 of list(v1?.identifier)) {
              identifier(k, 'container-id', v2);
            }
          }
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'parent':
          for (const v1 of list(r.parent)) {
            reference(k, 'parent', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'subject':
          reference(k, 'patient', r.subject, 'Patient');
          reference(k, 'subject', r.subject);
          break;
        case 'type':
          concept(k, 'type', r.type);
          break;
      }
    }
  },
  SpecimenDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'typeCollected':
          concept(k, 'type', r.typeCollected);
          break;
        case 'typeTested':
          for (const v1 of list(r.typeTested)) {
            concept(k, 'container', v1?.container.type);
          }
          break;
      }
    }
  },
  StructureDefinition: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'abstract':
          flag(k, 'abstract', r.abstract);
          break;
        case 'baseDefinition':
          canonical(k, 'base', r.baseDefinition);
          break;
        case 'context':
          for (const v1 of list(r.context)) {
            code(k, 'ext-context', v1?.type);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'derivation':
          code(k, 'derivation', r.derivation);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'differential':
          for (const v1 of list(r.differential?.element)) {
            code(k, 'base-path', v1?.base?.path);
            code(k, 'path', v1?.path);
          }
          break;
        case 'experimental':
          flag(k, 'experimental', r.experimental);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'keyword':
          for (const v1 of list(r.keyword)) {
            coding(k, 'keyword', v1);
          }
          break;
        case 'kind':
          code(k, 'kind', r.kind);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'snapshot':
          for (const v1 of list(r.snapshot?.element)) {
            code(k, 'base-path', v1?.base?.path);
            code(k, 'path', v1?.path);
            canonical(k, 'valueset', v1?.binding?.valueSet);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'type':
          uri(k, 'type', r.type);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  StructureMap: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  Subscription: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'channel':
          code(k, 'payload', r.channel?.payload);
          code(k, 'type', r.channel?.type);
          uri(k, 'url', r.channel?.endpoint);
          break;
        case 'contact':
          for (const v1 of list(r.contact)) {
            contact(k, 'contact', v1);
          }
          break;
        case 'criteria':
          text(k, 'criteria', r.criteria);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  Substance: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'category':
          for (const v1 of list(r.category)) {
            concept(k, 'category', v1);
          }
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'ingredient':
          for (const v1 of list(r.ingredient)) {
            concept(k, 'code', v1?.substanceCodeableConcept);
            reference(k, 'substance-reference', v1?.substanceReference);
          }
          break;
        case 'instance':
          for (const v1 of list(r.instance)) {
            identifier(k, 'container-identifier', v1?.identifier);
            date(k, 'expiry', v1?.expiry);
            quantity(k, 'quantity', v1?.quantity);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  SubstanceNucleicAcid: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SubstancePolymer: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SubstanceProtein: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SubstanceReferenceInformation: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SubstanceSourceMaterial: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SubstanceSpecification: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'code':
          for (const v1 of list(r.code)) {
            concept(k, 'code', v1?.code);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
      }
    }
  },
  SupplyDelivery: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'receiver':
          for (const v1 of list(r.receiver)) {
            reference(k, 'receiver', v1);
          }
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'supplier':
          reference(k, 'supplier', r.supplier);
          break;
      }
    }
  },
  SupplyRequest: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'date', r.authoredOn);
          break;
        case 'category':
          concept(k, 'category', r.category);
          break;
        case 'deliverTo':
          reference(k, 'subject', r.deliverTo);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'supplier':
          for (const v1 of list(r.supplier)) {
            reference(k, 'supplier', v1);
          }
          break;
      }
    }
  },
  Task: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'authoredOn':
          date(k, 'authored-on', r.authoredOn);
          break;
        case 'basedOn':
          for (const v1 of list(r.basedOn)) {
            reference(k, 'based-on', v1);
          }
          break;
        case 'businessStatus':
          concept(k, 'business-status', r.businessStatus);
          break;
        case 'code':
          concept(k, 'code', r.code);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'executionPeriod':
          period(k, 'period', r.executionPeriod);
          break;
        case 'focus':
          reference(k, 'focus', r.focus);
          break;
        case 'for':
          reference(k, 'patient', r.for, 'Patient');
          reference(k, 'subject', r.for);
          break;
        case 'groupIdentifier':
          identifier(k, 'group-identifier', r.groupIdentifier);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'intent':
          code(k, 'intent', r.intent);
          break;
        case 'lastModified':
          date(k, 'modified', r.lastModified);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'owner':
          reference(k, 'owner', r.owner);
          break;
        case 'partOf':
          for (const v1 of list(r.partOf)) {
            reference(k, 'part-of', v1);
          }
          break;
        case 'performerType':
          for (const v1 of list(r.performerType)) {
            concept(k, 'performer', v1);
          }
          break;
        case 'priority':
          code(k, 'priority', r.priority);
          break;
        case 'requester':
          reference(k, 'requester', r.requester);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
  TerminologyCapabilities: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  TestReport: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'issued':
          date(k, 'issued', r.issued);
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'participant':
          for (const v1 of list(r.participant)) {
            uri(k, 'participant', v1?.uri);
          }
          break;
        case 'result':
          code(k, 'result', r.result);
          break;
        case 'testScript':
          reference(k, 'testscript', r.testScript);
          break;
        case 'tester':
          text(k, 'tester', r.tester);
          break;
      }
    }
  },
  TestScript: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'identifier':
          identifier(k, 'identifier', r.identifier);
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'metadata':
          for (const v1 of list(r.metadata?.capability)) {
            text(k, 'testscript-capability', v1?.description);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  ValueSet: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'compose':
          for (const v1 of list(r.compose?.include)) {
            for (const v2 of list(v1?.concept)) {
              code(k, 'code', v2?.code);
            }
            uri(k, 'reference', v1?.system);
          }
          break;
        case 'date':
          date(k, 'date', r.date);
          break;
        case 'description':
          text(k, 'description', r.description);
          break;
        case 'expansion':
          for (const v1 of list(r.expansion?.contains)) {
            code(k, 'code', v1?.code);
          }
          uri(k, 'expansion', r.expansion?.identifier);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'jurisdiction':
          for (const v1 of list(r.jurisdiction)) {
            concept(k, 'jurisdiction', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'name':
          text(k, 'name', r.name);
          break;
        case 'publisher':
          text(k, 'publisher', r.publisher);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
        case 'title':
          text(k, 'title', r.title);
          break;
        case 'url':
          uri(k, 'url', r.url);
          break;
        case 'useContext':
          for (const v1 of list(r.useContext)) {
            concept(k, 'context', v1?.valueCodeableConcept);
            quantity(k, 'context-quantity', v1?.valueQuantity);
            range(k, 'context-quantity', v1?.valueRange);
            coding(k, 'context-type', v1?.code);
            if (v1?.valueQuantity !== undefined || v1?.valueRange !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), [...partsOf(quantity, 'quantity', v1?.valueQuantity), ...partsOf(range, 'quantity', v1?.valueRange)]], 'context-type-quantity');
            if (v1?.valueCodeableConcept !== undefined) composite(k, [partsOf(coding, 'token', v1?.code), partsOf(concept, 'token', v1?.valueCodeableConcept)], 'context-type-value');
          }
          break;
        case 'version':
          code(k, 'version', r.version);
          break;
      }
    }
  },
  VerificationResult: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'target':
          for (const v1 of list(r.target)) {
            reference(k, 'target', v1);
          }
          break;
      }
    }
  },
  VisionPrescription: (k, r) => {
    for (const key in r) {
      switch (key) {
        case 'dateWritten':
          date(k, 'datewritten', r.dateWritten);
          break;
        case 'encounter':
          reference(k, 'encounter', r.encounter);
          break;
        case 'identifier':
          for (const v1 of list(r.identifier)) {
            identifier(k, 'identifier', v1);
          }
          break;
        case 'meta':
          for (const v1 of list(r.meta?.profile)) {
            uri(k, '_profile', v1);
          }
          for (const v1 of list(r.meta?.security)) {
            coding(k, '_security', v1);
          }
          uri(k, '_source', r.meta?.source);
          for (const v1 of list(r.meta?.tag)) {
            coding(k, '_tag', v1);
          }
          break;
        case 'patient':
          reference(k, 'patient', r.patient);
          break;
        case 'prescriber':
          reference(k, 'prescriber', r.prescriber);
          break;
        case 'status':
          code(k, 'status', r.status);
          break;
      }
    }
  },
};
