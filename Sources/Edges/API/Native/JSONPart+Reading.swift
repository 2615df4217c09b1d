import FoundationEssentials
import Kernel
import Wire

extension JSONPart {
    /// Reads a value by its own rules.
    ///
    /// `field` is its member of the body, with which problems name the place: `document.layers[3].opacity`.
    /// - Throws: `Problem`.
    func read<Value: Decodable>(as field: String) throws(Problem) -> Value {
        do {
            let json = try JSONEncoder().encode([field: self])
            guard let value = try JSONDecoder().decode([String: Value].self, from: json)[field] else {
                throw Problem(.missingField, field: field)
            }
            return value
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw Problem(.wrongFieldType, field: StrictObject.field(error.path) ?? field)
        } catch {
            throw Problem(.malformedBody)
        }
    }
}
