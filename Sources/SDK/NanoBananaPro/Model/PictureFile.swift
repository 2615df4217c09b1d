#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// A file to bring: PNG, JPEG, WebP, AVIF, HEIC, GIF or TIFF, recognised by its content.
    public struct PictureFile: Hashable, Sendable {
        /// What is in it.
        public let bytes: Data
        /// What it is called, if it is to be found by that.
        public let name: String?

        /// Takes bytes that are there.
        public init(_ bytes: Data, name: String? = nil) {
            self.bytes = bytes
            self.name = name
        }

        /// Reads a file, under its own name.
        public init(contentsOf file: URL) throws {
            self.init(try Data(contentsOf: file), name: file.lastPathComponent)
        }
    }
}
