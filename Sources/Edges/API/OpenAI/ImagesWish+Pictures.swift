import FoundationEssentials
import Kernel
import Studio
import Wire

extension ImagesWish {
    /// Pictures that one edit takes.
    static let mostPictures = 16
    /// Of an address, in bytes, data URLs included.
    private static let longestAddress = 20_971_520

    /// Reads an edit that is one JSON body: its pictures are addresses, data URLs, or what is stored here.
    /// - Throws: `Problem` that names the member at fault.
    init(edit fields: OpenAIFields) throws(Problem) {
        try self.init(fields)
        let listed = try fields.list("images") ?? []
        guard !listed.isEmpty else { throw Problem(.missingField, field: "images") }
        guard listed.count <= Self.mostPictures else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(Self.mostPictures)"])
        }
        for (place, part) in listed.enumerated() {
            order.pictures.append(try Self.picture(part, "images[\(place)]"))
        }
        order.mask = try fields.part("mask").map { part throws(Problem) in try Self.picture(part, "mask") }
        guard fields.part("markup") == nil else {
            throw Problem(.notForModel, field: "markup", ["model": order.model])
        }
    }

    private static func picture(_ part: JSONPart, _ field: String) throws(Problem) -> ShapedOrder.Picture {
        guard case .object(let members) = part else { throw Problem(.wrongFieldType, field: field) }
        let address = try text(members, "image_url", field)
        switch (address, try text(members, "file_id", field)) {
        case (let address?, nil): return try picture(address, "\(field).image_url")
        case (nil, let id?):
            guard let image = StoredFileID(anySpelling: id)?.image else {
                throw Problem(.notFound, field: "\(field).file_id")
            }
            return .stored(image)
        default: throw Problem(.oneFieldOf, field: field, ["known": "image_url, file_id"])
        }
    }

    private static func picture(_ address: String, _ field: String) throws(Problem) -> ShapedOrder.Picture {
        guard address.utf8.count <= longestAddress else {
            throw Problem(.fileTooLarge, field: field, ["limit": "20"])
        }
        guard AnyBase64.isDataURL(address) else { return .address(address) }
        guard let bytes = AnyBase64.decode(address), !bytes.isEmpty else {
            throw Problem(.imageUnreadable, field: field)
        }
        return .bytes(bytes)
    }

    private static func text(
        _ members: [String: JSONPart],
        _ name: String,
        _ field: String
    ) throws(Problem) -> String? {
        switch members[name] {
        case nil, .null?: nil
        case .text(let text)?: text
        default: throw Problem(.wrongFieldType, field: "\(field).\(name)")
        }
    }
}
