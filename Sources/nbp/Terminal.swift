import Foundation

/// The two streams of a command: results on one, words for the person on the other.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    static func put(_ bytes: Data) {
        FileHandle.standardOutput.write(bytes)
    }
}
