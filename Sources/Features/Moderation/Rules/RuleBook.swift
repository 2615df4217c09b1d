package import Foundation
import Glibc
import Synchronization

/// The block list as it stands, taken anew when its file changes.
package final class RuleBook: Sendable {
    package enum Change: Sendable {
        case none
        case renewed(rules: Int)
        /// The earlier rules stay in force.
        case refused(RuleFileRefusal)
    }

    private struct State {
        var rules: PromptRules
        var edition: Edition?
    }

    /// What tells one edition of a file from another without reading it.
    private struct Edition: Hashable {
        let facts: [Int]
    }

    private let file: URL?
    private let state: Mutex<State>

    package var rules: PromptRules { state.withLock { $0.rules } }

    /// Reads the file; without one there are no rules, until it appears.
    ///
    /// A missing file is a fault when it `isRequired`, because the operator named it.
    /// - Throws: every fault with its line.
    package init(file: URL?, isRequired: Bool = false) throws(RuleFileRefusal) {
        self.file = file
        let edition = file.flatMap(Self.edition)
        var rules = PromptRules.none
        if let file, edition != nil || isRequired { rules = try Self.read(file) }
        state = Mutex(State(rules: rules, edition: edition))
    }

    /// Rules of a text that lies in no file.
    package convenience init(_ text: String, path: String = "blocklist.txt") throws(RuleFileRefusal) {
        self.init(try RuleFile.rules(in: Data(text.utf8), of: path))
    }

    /// Rules that never change.
    package init(_ rules: PromptRules) {
        file = nil
        state = Mutex(State(rules: rules, edition: nil))
    }

    /// Takes a changed file; one that cannot be used, or is gone, leaves what was.
    ///
    /// An empty file has no rules.
    package func reload() -> Change {
        guard let file else { return .none }
        let edition = Self.edition(of: file)
        guard edition != state.withLock({ $0.edition }) else { return .none }
        do throws(RuleFileRefusal) {
            let rules = try Self.read(file)
            state.withLock { $0 = State(rules: rules, edition: edition) }
            return .renewed(rules: rules.rules.count)
        } catch {
            // Said once, not every few seconds.
            state.withLock { $0.edition = edition }
            return .refused(error)
        }
    }

    private static func read(_ file: URL) throws(RuleFileRefusal) -> PromptRules {
        guard let text = try? Data(contentsOf: file) else {
            throw RuleFileRefusal(
                path: file.path,
                faults: [.init(line: nil, reason: "cannot be read; check the path and its mode")]
            )
        }
        return try RuleFile.rules(in: text, of: file.path)
    }

    private static func edition(of file: URL) -> Edition? {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else { return nil }
        return Edition(facts: [
            Int(bitPattern: UInt(facts.st_ino)), Int(facts.st_size), facts.st_mtim.tv_sec,
            facts.st_mtim.tv_nsec,
        ])
    }
}
