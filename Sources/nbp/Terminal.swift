import Foundation

/// The two streams of a command: results on one, words for the person on the other.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// The next bytes of standard input; nil at its end.
    static func read(upTo count: Int) throws -> Data? {
        let part = try FileHandle.standardInput.read(upToCount: count)
        return part?.isEmpty == false ? part : nil
    }

    static func put(_ bytes: Data) {
        FileHandle.standardOutput.write(bytes)
    }
}
