import Crypto
package import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
import NIOCore

/// The files that pages consist of beside their text: styles, scripts, drawings.
///
/// They are read and compressed once, at the start, and served under one hash of them all, so that browsers may keep them
/// for a year and one file may name another relatively. Only what was read exists, whatever a path says.
package struct Assets: Sendable {
    private static let mostFiles = 200
    private static let mostBytes = 4 * 1_024 * 1_024
    private static let year = "public, max-age=31536000, immutable"

    private struct File: Sendable {
        let mediaType: String
        let plain: Form
        /// Nil when it would be no smaller.
        let zipped: Form?

        /// The form that a request takes.
        func form(for request: Request) -> Form {
            Gzip.isAccepted(by: request.headers) ? zipped ?? plain : plain
        }
    }

    /// The bytes of a file as they travel.
    private struct Form: Sendable {
        let bytes: ByteBuffer
        let coding: String?
        let tag: EntityTag

        init(_ bytes: Data, coding: String? = nil) {
            self.bytes = ByteBuffer(bytes: bytes)
            self.coding = coding
            tag = EntityTag(digest: SHA256.hash(data: bytes).hexadecimal.prefix(32))
        }
    }

    /// Where the files are: `/assets/` and the hash.
    package let base: String
    private let edition: String
    private let files: [String: File]

    /// Reads every file in `folder` and below.
    /// - Throws: `AssetDefect`, or what reading throws.
    package init(folder: URL) throws {
        var (hash, files, total) = (SHA256(), [String: File](), 0)
        for name in try Self.names(in: folder) {
            let bytes = try Data(contentsOf: folder.appending(path: name))
            total += bytes.count
            guard files.count < Self.mostFiles, total <= Self.mostBytes else { throw AssetDefect.tooMuch }
            files[name] = File(
                mediaType: try Self.mediaType(of: name),
                plain: Form(bytes),
                zipped: Gzip.compressed(bytes).map { Form($0, coding: Gzip.name) }
            )
            hash.update(data: Data("\(name)\u{0}\(bytes.count)\u{0}".utf8))
            hash.update(data: bytes)
        }
        guard !files.isEmpty else { throw AssetDefect.none(folder: folder.path) }
        edition = String(hash.finalize().hexadecimal.prefix(12))
        base = "/assets/\(edition)"
        self.files = files
    }

    /// Whether there is a file of this name, such as `art/empty.svg`.
    func has(_ name: String) -> Bool { files[name] != nil }

    package func mount(on router: Router<AppContext>) {
        router.get("assets/:edition/**", use: file)
    }

    @Sendable private func file(_ request: Request, _ context: AppContext) async throws -> Response {
        let name = context.parameters.getCatchAll().joined(separator: "/")
        guard context.parameters.get("edition") == edition, let file = files[name] else {
            throw Problem(.notFound)
        }
        let form = file.form(for: request)
        var headers: HTTPFields = [
            .cacheControl: Self.year, .eTag: form.tag.text, .vary: "Accept-Encoding",
        ]
        guard !form.tag.isKnown(to: request.headers) else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.mediaType
        headers[.contentEncoding] = form.coding
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: form.bytes))
    }

    /// In an order that is the same on every machine, since the hash depends on it.
    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { name in
                let facts = try FileManager.default.attributesOfItem(
                    atPath: folder.appending(path: name).path
                )
                return facts[.type] as? FileAttributeType == .typeRegular
            }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func mediaType(of name: String) throws(AssetDefect) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "webmanifest": "application/manifest+json"
        default: throw .unknownKind(name)
        }
    }
}

/// Why the asset folder cannot be used; the server does not start.
package enum AssetDefect: Error, Hashable, CustomStringConvertible {
    case none(folder: String)
    case tooMuch
    case unknownKind(String)

    package var description: String {
        switch self {
        case .none(let folder):
            "\(folder): there are no assets; set NBP_SHARE_DIR to the folder that came with the server"
        case .tooMuch: "assets: more than 200 files or 4 MB; remove what does not belong there"
        case .unknownKind(let name): "assets/\(name): only .css, .js, .svg and .webmanifest are served"
        }
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
