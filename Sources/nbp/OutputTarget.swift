import ArgumentParser
import FoundationEssentials
import Imaging

/// Where a command's pictures go.
struct OutputTarget {
    let format: ImageFormat
    private let path: String
    private let count: Int

    /// - Throws: `ValidationError` for an ending that is no format, or several pictures on standard output.
    init(_ path: String, count: Int) throws {
        self.path = path
        self.count = count
        guard path != "-" else {
            guard count == 1 else {
                throw ValidationError("standard output takes one picture; use --n 1 or name a file")
            }
            format = .png
            return
        }
        switch URL(filePath: path).pathExtension.lowercased() {
        case "png": format = .png
        case "jpg", "jpeg": format = .jpeg
        case "webp": format = .webp
        case "avif": format = .avif
        default:
            throw ValidationError("\(path) ends in no format that nbp writes; use .png, .jpg, .webp or .avif")
        }
    }

    func write(_ bytes: Data, number: Int) throws {
        guard path != "-" else {
            Terminal.put(bytes)
            return
        }
        let file = file(number)
        do {
            try bytes.write(to: file, options: .atomic)
        } catch {
            throw OutputRefusal(path: file.path)
        }
    }

    private func file(_ number: Int) -> URL {
        let whole = URL(filePath: path)
        guard count > 1 else { return whole }
        let stem = whole.deletingPathExtension().lastPathComponent
        return whole.deletingLastPathComponent()
            .appending(path: "\(stem)-\(number).\(whole.pathExtension)")
    }
}

/// The output could not be written; nothing was left half-written.
struct OutputRefusal: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) cannot be written; check the folder, its owner and the free space" }
}
