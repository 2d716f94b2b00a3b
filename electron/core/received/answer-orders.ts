/** For a reading thread that may stay for several files: the order that it starts with, and every one that follows. */
import { parentPort, workerData } from 'node:worker_threads'
import { read } from 'xlsx'

/** @param answer never rejects: what cannot be read is an answer, too */
export function answerOrders<Order>(answer: (order: Order) => Promise<unknown>): void {
  const tell = async (order: Order): Promise<void> => {
    forgetFormats()
    const told = await answer(order)
    // A file that left something behind in what all objects share spoils only this thread.
    if (ownNames() !== cleanNames) process.exit()
    parentPort?.postMessage(told)
  }
  parentPort?.on('message', (order: Order) => void tell(order))
  // The core starts such a thread with an order, and nobody else.
  void tell(workerData as Order)
}

/** The library keeps the number formats of a workbook for the next one: xls files are read with what an earlier file named. */
function forgetFormats(): void {
  read('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>', {
    type: 'string',
  })
}

const ownNames = (): string =>
  [Object, Array, String, Number, Function].map(({ prototype }) => Reflect.ownKeys(prototype).length).join()
const cleanNames = ownNames()
