import Accounts
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Purposes
import Studio
import Wire

extension MCPService {
    private static let page = 50
    /// Bytes of a file that goes into one answer, which is a third longer for its base64; larger ones have an address.
    private static let longestFile = 24_000_000

    /// One's own pictures, newest first.
    func resources(
        _ request: RPCRequest,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> [String: JSONPart] {
        try caller.require(.read)
        var cursor: ImageID?
        if let part = request.params.sent("cursor") {
            guard let id = part.asText.flatMap({ ImageID($0) }) else {
                throw RPCFault.params("cursor", "is what an earlier answer had as nextCursor")
            }
            cursor = id
        }
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        let page = try await studio.pictures(before: cursor, holding: nil, limit: Self.page, under: permit)
        let prompts = try await studio.prompts(of: page.items, under: permit)
        let items = page.items.map { image in
            var members = link(to: image)
            if let words = prompts[image.job]?.text, !words.isEmpty {
                members["description"] = .text(String(words.prefix(200)))
            }
            return JSONPart.object(members)
        }
        var members: [String: JSONPart] = ["resources": .list(items)]
        members["nextCursor"] = page.next.map { .text($0.text) }
        return whole(members, revision, keptFor: 0)
    }

    /// The whole file of a picture, as it is stored.
    func read(
        _ request: RPCRequest,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> [String: JSONPart] {
        guard let uri = request.params["uri"]?.asText else { throw RPCFault.params("uri", "is a string") }
        try caller.require(.read, orOwn: true)
        guard uri.hasPrefix(NamedPicture.scheme), let id = ImageID(uri.dropFirst(NamedPicture.scheme.count))
        else { throw Self.missing(uri, revision) }
        let file = try await files.pass(from: nil) { () async throws -> JSONPart in
            do {
                return try await self.file(of: id, uri, caller)
            } catch let problem as Problem where problem.code == .notFound {
                throw Self.missing(uri, revision)
            }
        }
        return whole(["contents": .list([file])], revision, keptFor: 0)
    }

    private func file(of id: ImageID, _ uri: String, _ caller: MCPCaller) async throws -> JSONPart {
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        try caller.requireSight(ofOrdersBy: await studio.key(of: id, under: permit))
        let file = try await studio.file(of: id, width: nil, format: nil, under: permit)
        guard file.size <= Self.longestFile else {
            throw Problem(.fileTooLarge, field: "uri", ["limit": "\(Self.longestFile / 1_000_000)"])
        }
        return .object([
            "uri": .text(uri), "mimeType": .text(file.format.mediaType),
            "blob": .text(try await file.bytes().base64EncodedString()),
        ])
    }

    private static func missing(_ uri: String, _ revision: MCPRevision) -> RPCFault {
        RPCFault(
            revision.hasHandshake ? .resourceNotFound : .invalidParams,
            "There is no resource of this address.",
            data: .object(["uri": .text(uri)])
        )
    }

    /// A picture as a resource.
    func link(to image: Image) -> [String: JSONPart] {
        [
            "uri": .text(NamedPicture.link(to: image.id)),
            "name": .text("\(image.id.text).\(image.format.fileExtension)"),
            "title": .text("\(image.size.width) × \(image.size.height)"),
            "mimeType": .text(image.format.mediaType),
            "size": .number(Double(image.bytes)),
        ]
    }
}
