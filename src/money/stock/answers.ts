import type { Asking } from '../ask.ts';
import { keepBuffer, payBack } from './buffer.ts';
import type { StockAnswers } from './contract.ts';
import { countItem, enterStock, keepItem } from './keep.ts';
import { answerTransfer, askTransfer, receiveTransfer, sendTransfer, withdrawTransfer } from './transfers.ts';
import { stock, stockItem, transfer } from './views.ts';

export function stockAnswers(asking: Asking): StockAnswers {
  return {
    stock: (access) => stock(asking, access),
    stockItem: (access, id) => stockItem(asking, access, id),
    transfer: (access, id) => transfer(asking, access, id),
    keepItem: (access, item) => keepItem(asking, access, item),
    countItem: (access, counted) => countItem(asking, access, counted),
    enterStock: (access, entered) => enterStock(asking, access, entered),
    askTransfer: (access, asked) => askTransfer(asking, access, asked),
    answerTransfer: (access, answer) => answerTransfer(asking, access, answer),
    sendTransfer: (access, sent) => sendTransfer(asking, access, sent),
    receiveTransfer: (access, arrived) => receiveTransfer(asking, access, arrived),
    withdrawTransfer: (access, id) => withdrawTransfer(asking, access, id),
    keepBuffer: (access, buffer) => keepBuffer(asking, access, buffer),
    payBack: (access, asked) => payBack(asking, access, asked),
  };
}
