package import Kernel

/// A provider that opens somebody's account.
package struct Connection: Hashable, Sendable {
    package let provider: OpenIDProvider.ID
    package let madeAt: Timestamp
    package let usedAt: Timestamp
}

/// How a provider's word about somebody ended.
package enum ProviderEntry: Sendable {
    /// The account that the provider opens, or half the way to it.
    case known(Entry)
    /// Nobody whom we know: they may sign up, with an address that the provider vouches for.
    case newcomer
}
