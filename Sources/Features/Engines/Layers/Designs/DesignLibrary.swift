package import Foundation
package import Kernel

/// The designs that ship in `share/designs`, read and checked once.
package struct DesignLibrary: Sendable {
    static let mostFiles = 200

    /// In the order of their files' names.
    package let designs: [Design]

    /// Reads every JSON file of the folder.
    /// - Throws: `LibraryDefect`, which names the file and the place in it.
    package init(folder: URL) throws(LibraryDefect) {
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil,
                options: .skipsHiddenFiles
            )
        } catch {
            throw LibraryDefect("", "is not a folder that can be read")
        }
        guard files.count <= Self.mostFiles else {
            throw LibraryDefect("", "has more than \(Self.mostFiles) files")
        }
        var designs: [Design] = []
        for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent })
        where file.pathExtension == "json" {
            designs.append(try Self.design(file))
        }
        self.designs = designs
    }

    /// The design of an id, as an order names it.
    /// - Throws: `Problem` `value_unknown` for the field `template`.
    package func design(_ id: String) throws(Problem) -> Design {
        guard let design = designs.first(where: { $0.id == id }) else {
            let known = designs.map(\.id).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "template", ["known": known])
        }
        return design
    }

    private static func design(_ file: URL) throws(LibraryDefect) -> Design {
        let name = file.lastPathComponent
        do {
            let design = try JSONDecoder().decode(Design.self, from: Data(contentsOf: file))
            guard "\(design.id).json" == name else { throw LibraryDefect(name, "its id is not its name") }
            return design
        } catch let defect as LibraryDefect {
            throw defect
        } catch let problem as Problem {
            throw LibraryDefect(name, "\(problem.field ?? "the whole"): \(problem.code.rawValue)")
        } catch let error as DecodingError {
            throw LibraryDefect(name, "\(StrictObject.field(error.path) ?? "the whole") cannot be read")
        } catch {
            throw LibraryDefect(name, "cannot be read")
        }
    }
}
