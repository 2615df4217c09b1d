package import FoundationEssentials
import HTTPKit
import Kernel
package import Studio

/// Where the whole files of pictures can be had, beside the protocol itself.
package struct PicturePlaces: Sendable {
    /// The server's address, without a slash at its end; nil where there is no server.
    let base: String?
    /// Keeps a finished picture as a file, and tells its path.
    let keep: (@Sendable (Image, Data) async throws -> String)?

    package init(base: String?, keep: (@Sendable (Image, Data) async throws -> String)? = nil) {
        self.base = base
        self.keep = keep
    }

    func address(of image: ImageID) -> String? { base.map { $0 + Route.file(image).path } }
}
