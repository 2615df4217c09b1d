import Foundation

/// Decodes JSON and says plainly what is wrong with it.
enum StrictJSON {
    /// Decodes an object that may have no other keys than `keys`.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        keys: Set<String>,
        from data: Data,
        file: String
    ) throws(LibraryDefect) -> Value {
        do {
            let found = try JSONDecoder().decode([String: Ignored].self, from: data)
            if let unknown = Set(found.keys).subtracting(keys).min() {
                throw LibraryDefect(file, "unknown key \"\(unknown)\"")
            }
            return try JSONDecoder().decode(type, from: data)
        } catch let defect as LibraryDefect {
            throw defect
        } catch let error as DecodingError {
            throw LibraryDefect(file, reason(of: error))
        } catch {
            throw LibraryDefect(file, "is not JSON")
        }
    }

    private static func reason(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(place(context)) has the wrong type"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "is not JSON" : "\(place(context)) has a value that is not known"
        @unknown default: "is not what it should be"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return path.isEmpty ? "the whole" : "\"\(path.joined(separator: "."))\""
    }

    /// Stands for a value that is looked at later.
    private struct Ignored: Decodable {
        init(from decoder: any Decoder) {}
    }
}
