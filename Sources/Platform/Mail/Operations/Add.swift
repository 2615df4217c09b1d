import Kernel
import Queue
package import Store

extension Mail {
    /// Queues a letter in the transaction that gives cause to it; call `wake` once that has committed.
    package func add(_ letter: SealedLetter, in tx: Transaction) throws {
        try OutboxRecords(tx).insert(letter)
        try queue.add(NewWork(SendMail.type, on: letter.id.value, of: letter.subject), in: tx)
    }
}
