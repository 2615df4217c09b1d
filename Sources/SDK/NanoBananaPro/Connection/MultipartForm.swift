#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Files as `multipart/form-data` (RFC 7578), written once, so that every attempt sends the same bytes.
struct MultipartForm: Sendable {
    let contentType: String
    private(set) var body = Data()

    /// - Parameters:
    ///   - files: each becomes a part `file`.
    ///   - boundary: by chance, so that no file has it.
    init(_ files: [NanoBananaPro.PictureFile], boundary: String) {
        contentType = "multipart/form-data; boundary=\(boundary)"
        for (number, file) in files.enumerated() {
            let name = (file.name ?? "picture-\(number + 1)").quotable
            body.append(contentsOf: "--\(boundary)\r\n".utf8)
            body.append(
                contentsOf: "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n".utf8
            )
            body.append(contentsOf: "Content-Type: application/octet-stream\r\n\r\n".utf8)
            body.append(file.bytes)
            body.append(contentsOf: "\r\n".utf8)
        }
        body.append(contentsOf: "--\(boundary)--\r\n".utf8)
    }
}

extension String {
    /// As browsers write a file's name between quotation marks.
    fileprivate var quotable: String {
        reduce(into: "") { text, character in
            switch character {
            case "\"": text += "%22"
            case "\r\n": text += "%0D%0A"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.append(character)
            }
        }
    }
}
