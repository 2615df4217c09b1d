package import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Provenance

/// Judges pictures by their marks, for the command line.
package struct FileCheck: Sendable {
    /// In bytes: 100 MB.
    package static let longestFile = 100_000_000

    private let judge: Judge
    private let words: Catalogue

    package struct Finding: Sendable {
        /// Whether it was made here and is whole.
        package let isGood: Bool
        /// What was found, in English, on one line.
        package let line: String
    }

    /// Believes the roots in a file that somebody names, else the certificates that this installation ever signed with.
    /// - Throws: `CredentialsRefusal`, `Refusal` where nothing was ever signed here.
    package init(_ settings: Settings, roots file: URL?) throws {
        let folder = CredentialsFolder(DataDirectory.Places(settings.dataFolder).keys)
        let roots = try file.map(TrustedRoot.read(file:)) ?? folder.knownRoots()
        guard !roots.isEmpty else { throw Refusal(folder: settings.dataFolder.path) }
        judge = Judge(roots: roots, signers: try file == nil ? folder.knownSigners() : [])
        words = try Catalogues(ShareFolder(settings.shareFolder))[.english]
    }

    /// - Throws: `NoPicture` for bytes that are no picture.
    package func finding(of bytes: Data) async throws -> Finding {
        guard (try? ImageFormat(recognising: bytes)) != nil else { throw NoPicture() }
        let judgement = await judge.judge(bytes)
        let sentences = [judgement.title, judgement.kind, judgement.done, judgement.made].compactMap { $0 }
            .map { words[$0] }
        return Finding(isGood: judgement.standing == .madeHere, line: sentences.joined(separator: "; "))
    }

    package struct NoPicture: Error {}

    package struct Refusal: Error, CustomStringConvertible {
        let folder: String

        package var description: String {
            "nothing was ever signed in \(folder); name another with NBP_DATA_DIR, or a root certificate with --root"
        }
    }
}
