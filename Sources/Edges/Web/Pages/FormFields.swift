import HTTPKit
import Hummingbird
import Kernel

/// The fields that each form has, by the address that it is sent to.
///
/// What a form does not have is refused rather than passed over (P9): whoever sends it means something by it.
enum FormFields {
    private static let byAddress: [String: Set<String>] = [
        "/jobs": [
            "prompt", "model", "style", "aspect_ratio", "resolution", "n", "seed", "variation_of",
        ],
        "/jobs/{id}/cancel": [],
        "/images/{id}/delete": [],
        "/erase": ["current_password"],
        "/privacy/export": ["step"],
        "/preferences": ["language", "theme", "return_to"],
        "/signup": ["email", "password", "display_name", "age_ticket", "accept_terms"],
        "/signup/age": ["country", "birth_month", "birth_year"],
        "/confirm/{token}": ["password"],
        "/login": ["email", "password", "return_to"],
        "/logout": [],
        "/reset": ["email"],
        "/reset/{token}": ["password"],
        "/account/profile": ["display_name"],
        "/account/password": ["current_password", "password"],
        "/account/sessions/end-others": [],
        "/account/sessions/{id}/end": [],
        "/account/email": ["email", "current_password"],
        "/account/email/stop": [],
        "/email/old/{token}": [],
        "/email/old/{token}/stop": [],
        "/email/new/{token}": [],
        "/account/preferences": ["language", "theme", "sign_in_mails"],
        "/account/close": ["current_password"],
        "/account/bring": ["choice", "return_to"],
        "/account/prove": ["password", "code", "return_to"],
        "/account/security/app": [],
        "/account/security/app/confirm": ["code"],
        "/account/security/app/remove": [],
        "/account/security/recovery-codes": [],
        "/account/security/passkeys/{id}/rename": ["name"],
        "/account/security/passkeys/{id}/remove": [],
        "/account/providers/{provider}/disconnect": [],
        "/login/second": ["code", "return_to"],
        "/signup/openid": ["email", "display_name", "age_ticket", "accept_terms"],
        "/signup/openid/leave": [],
        "/report": ["address", "category", "text", "email"],
    ]

    /// - Throws: `Problem` `unknown_field`.
    static func check(_ form: FormBody, at address: String?) throws(Problem) {
        guard let address, let known = byAddress[withoutLanguage(address)] else { return }
        if let stranger = form.names.subtracting(known).subtracting(["csrf"]).min() {
            throw Problem(.unknownField, field: String(stranger.prefix(64)))
        }
    }

    private static func withoutLanguage(_ address: String) -> String {
        let prefix = Language.allCases.lazy.map { "/\($0.rawValue)/" }.first { address.hasPrefix($0) }
        return prefix.map { "/" + address.dropFirst($0.count) } ?? address
    }
}
