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

    /// Whether calls of a tool do not fail for want of a scope.
    func opens(_ tool: Tool) -> Bool {
        do {
            try require(tool)
            return true
        } catch {
            return false
        }
    }

    /// - Throws: `Problem` `scope_missing`.
    func require(_ tool: Tool) throws(Problem) {
        guard let scope = tool.scope else { return }
        try require(scope, orOwn: tool.showsOwnOrders)
    }

    /// `orOwn` is for what shows whoever may only order their own orders (`requireSight`).
    /// - Throws: `Problem` `scope_missing`.
    func require(_ scope: KeyScope, orOwn: Bool = false) throws(Problem) {
        guard !scopes.contains(scope), !(orOwn && scopes.contains(.jobs)) else { return }
        throw Problem(.scopeMissing, ["scope": scope.rawValue])
    }

    /// `orderer` is the key that something was ordered with.
    /// - Throws: `Problem` `not_found` for what the key may not know of.
    func requireSight(ofOrdersBy orderer: APIKeyID?) throws(Problem) {
        guard scopes.contains(.read) || orderer == key else { throw Problem(.notFound) }
    }
}
