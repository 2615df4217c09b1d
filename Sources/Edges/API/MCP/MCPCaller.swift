package import Accounts
package import Kernel
package import Studio

/// Who calls, what they may, and how their orders are taken.
package struct MCPCaller: Sendable {
    let subject: SubjectID
    let scopes: Set<KeyScope>
    let language: Language
    /// Nil for whoever needs no key.
    let key: APIKeyID?
    let take: @Sendable (Order) async throws -> Job

    package init(
        subject: SubjectID,
        scopes: Set<KeyScope>,
        language: Language,
        key: APIKeyID? = nil,
        take: @escaping @Sendable (Order) async throws -> Job
    ) {
        self.subject = subject
        self.scopes = scopes
        self.language = language
        self.key = key
        self.take = take
    }

    /// - Throws: `Problem` `scope_missing`.
    func require(_ scope: KeyScope?) throws(Problem) {
        guard let scope, !scopes.contains(scope) else { return }
        throw Problem(.scopeMissing, ["scope": scope.rawValue])
    }
}
