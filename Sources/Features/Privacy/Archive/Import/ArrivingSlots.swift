import Kernel
import Synchronization

/// What arrives just now, in this process.
///
/// An archive takes up to 2 GiB before anything is known of it, so that one of each person arrives at a time, and few altogether.
final class ArrivingSlots: Sendable {
    /// Archives that arrive at once, of everybody.
    static let most = 8

    private let taken = Mutex<[SubjectID: ImportID]>([:])

    /// - Throws: `Problem` `import_running` while another one of the person's arrives, `too_busy` while too many do.
    func take(_ id: ImportID, for subject: SubjectID) throws(Problem) {
        let refusal: Problem? = taken.withLock { taken in
            guard taken[subject] == nil else { return Problem(.importRunning) }
            guard taken.count < Self.most else { return Problem(.tooBusy, field: "archive") }
            taken[subject] = id
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Does nothing where it was given back already.
    func giveBack(_ id: ImportID, of subject: SubjectID) {
        taken.withLock { taken in
            if taken[subject] == id { taken[subject] = nil }
        }
    }
}
