import App
import Blobs
import Kernel
import Store

/// Words an error for a terminal: what is wrong and what to do, in one line.
enum CommandFailure {
    static func sentence(for error: any Error) -> String {
        switch error {
        case let error as StoreError: sentence(for: error)
        case BlobError.diskFull: "the disk is full; free some space and try again"
        case BlobError.notWritable: "the data directory cannot be written; check its owner and mode"
        case let error as any CustomStringConvertible: error.description
        default: "something went wrong that nbp has no words for (\(type(of: error)))"
        }
    }

    private static func sentence(for error: StoreError) -> String {
        switch error {
        case .diskFull:
            "the disk is full; free some space and try again"
        case .notWritable:
            "the database cannot be written; check the owner and mode of the data directory"
        case .busy:
            "the database is busy; another nbp is writing for a long time"
        case .damaged:
            "the database is damaged or no database; put nbp.sqlite back from its backup"
        case .schemaTooNew(let migration):
            "the database was used by a newer nbp (it has \(migration)); run that version"
        case .unreadable, .constraint, .closed, .failed:
            "the database refused (\(error)); run nbp doctor"
        }
    }
}
