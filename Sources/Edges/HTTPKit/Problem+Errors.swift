import Blobs
import FoundationEssentials
import Hummingbird
package import Kernel
import NIOCore
import Store

extension Problem {
    /// What a person is told about an error; nothing of its words leaves the server.
    package init(_ error: any Error) {
        self =
            switch error {
            case let problem as Problem: problem
            case let error as StoreError: Problem(error)
            case BlobError.diskFull, BlobError.notWritable: Problem(.storageFull)
            case is NIOTooManyBytesError: Problem(.bodyTooLarge)
            case let error as any HTTPResponseError: Problem(status: error.status.code)
            case is CancellationError: Problem(.shuttingDown)
            default: Problem(.internalError)
            }
    }

    private init(_ error: StoreError) {
        switch error {
        case .diskFull, .notWritable: self.init(.storageFull)
        case .busy, .closed: self.init(.shuttingDown)
        default: self.init(.internalError)
        }
    }

    private init(status: Int) {
        switch status {
        case 404: self.init(.notFound)
        case 405: self.init(.methodNotAllowed)
        case 413: self.init(.bodyTooLarge)
        case 415: self.init(.unsupportedMediaType)
        case 400..<500: self.init(.malformedBody)
        default: self.init(.internalError)
        }
    }
}
