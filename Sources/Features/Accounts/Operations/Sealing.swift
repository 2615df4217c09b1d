import FoundationEssentials
import Kernel
import Purposes
import Vault

extension Accounts {
    func seal(
        _ text: String,
        at place: SealedPlace,
        under permit: borrowing Permit<ManageAccount>
    ) async throws -> Sealed {
        try await vault.seal(Data(text.utf8), at: place, under: permit)
    }

    func open<P>(_ sealed: Sealed, under permit: borrowing Permit<P>) async throws -> String {
        String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
    }

    /// Moves a sealed text to another place.
    func reseal(
        _ sealed: Sealed,
        at place: SealedPlace,
        under permit: borrowing Permit<ManageAccount>
    ) async throws -> Sealed {
        try await seal(open(sealed, under: permit), at: place, under: permit)
    }

    /// The keyed hash by which a token is found.
    func index(of token: Token, as use: TokenUse) -> Data {
        let bytes = Data(token.bytes)
        return switch use {
        case .visitor: vault.index(bytes, as: "visitor token")
        case .session: vault.index(bytes, as: "session token")
        case .link: vault.index(bytes, as: "link token")
        case .halfWay: vault.index(bytes, as: "half-way token")
        }
    }
}

/// What a token opens; one of another use opens nothing.
enum TokenUse {
    case visitor
    case session
    case link
    case halfWay
}
