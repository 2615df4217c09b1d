package import Kernel

/// What a key may be used for; a key has those that its person gave it, and no others.
package enum KeyScope: String, Sendable, CaseIterable, Codable {
    /// Ordering and cancelling jobs, and bringing what they work on.
    case jobs
    /// Reading jobs, pictures, collections and files.
    case read
    /// Deleting and arranging pictures, collections and files.
    case manage
    case webhooks
    /// Reading account, usage and the record of one's data.
    case account

    /// What a publishable key may at most.
    package static let publishable: Set<KeyScope> = [.jobs]

    /// What a secret key has if its person chooses nothing.
    package static let usual: Set<KeyScope> = [.jobs, .read, .manage]
}

extension Set<KeyScope> {
    /// As it is stored and shown: `jobs read`.
    package var text: String { map(\.rawValue).sorted().joined(separator: " ") }

    init(stored text: String) {
        self.init(text.split(separator: " ").compactMap { KeyScope(rawValue: String($0)) })
    }
}

extension Set<KeyScope> {
    /// Reads scopes as they are typed.
    /// - Throws: `Problem` `value_unknown`.
    package init(named words: some Sequence<String>) throws(Problem) {
        self = []
        for word in words {
            guard let scope = KeyScope(rawValue: word) else {
                let known = Set(KeyScope.allCases).text
                throw Problem(.valueUnknown, field: "scopes", ["known": known])
            }
            insert(scope)
        }
    }
}
