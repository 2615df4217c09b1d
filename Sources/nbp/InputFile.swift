import App
import FoundationEssentials
import Glibc
import Wire

/// Reads the files that a command works on.
enum InputFile {
    /// Bytes of a picture's file; more are refused before they are read.
    private static let longest = 50_000_000
    private static let longestJSON = 512 * 1_024

    static func picture(_ path: String) throws -> OneOff.File {
        OneOff.File(path: path, bytes: try bytes(path, upTo: longest))
    }

    /// A JSON object, such as a layer document.
    static func object(_ path: String) throws -> [String: JSONPart] {
        guard
            let object = try? JSONDecoder().decode(
                [String: JSONPart].self,
                from: bytes(path, upTo: longestJSON)
            )
        else { throw InputRefusal(path: path, reason: "holds no JSON object") }
        return object
    }

    /// A JSON list of objects, such as an edit's steps.
    static func list(_ path: String) throws -> [[String: JSONPart]] {
        guard
            let list = try? JSONDecoder().decode(
                [[String: JSONPart]].self,
                from: bytes(path, upTo: longestJSON)
            )
        else { throw InputRefusal(path: path, reason: "holds no JSON list of steps") }
        return list
    }

    /// A file's content; `limit` is in bytes.
    static func bytes(_ path: String, upTo limit: Int) throws(InputRefusal) -> Data {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw InputRefusal(path: path, reason: "is no file that can be read; check the path")
        }
        guard facts.st_size <= limit else {
            throw InputRefusal(path: path, reason: "is larger than \(limit / 1_000) KB; use a smaller file")
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw InputRefusal(path: path, reason: "cannot be read; check its owner and mode")
        }
        return bytes
    }
}

/// A file that cannot be worked on.
struct InputRefusal: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path) \(reason)" }
}
