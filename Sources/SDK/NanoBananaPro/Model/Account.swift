import Wire

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// The account that the key belongs to.
    public struct Account: Identifiable, Hashable, Sendable {
        /// `sub_…`.
        public let id: Identifier<Account>
        /// Its address.
        public let email: String
        /// What its person is called.
        public let displayName: String?
        /// As BCP 47.
        public let language: String
        /// When it was made.
        public let createdAt: Date
        /// Whether it is suspended, so that nothing can be ordered.
        public let isSuspended: Bool
    }
}

extension NanoBananaPro.Account {
    init(_ body: AccountBody) throws(NanoBananaProError) {
        id = ID(body.id)
        email = body.email
        displayName = body.displayName
        language = body.language
        createdAt = try Moment.read(body.createdAt)
        isSuspended = body.suspension != nil
    }
}
