import Accounts
import HTTPKit
import Hummingbird
import Kernel

/// The fields that each form has, by the address that it is sent to.
///
/// What a form does not have is refused rather than passed over (P9): whoever sends it means something by it.
enum FormFields {
    private static let order: Set<String> = [
        "prompt", "model", "style", "aspect_ratio", "resolution", "n", "seed", "variation_of", "images",
        "changes", "negative_prompt",
        "country", "birth_month", "birth_year",
    ]

    /// What is asked about a key, new or not.
    private static let key = Set(KeyScope.allCases.map(\.fieldName)).union([
        "name", "origins", "requests_per_minute", "images_per_day", "credits_per_month",
    ])

    private static let byAddress: [String: Set<String>] = [
        "/jobs": order,
        "/jobs/{id}/cancel": [],
        "/images/{id}/delete": [],
        "/images/{id}/upscale": ["scale", "method"],
        "/images/{id}/scene": ["prompt", "document"],
        "/images/{id}/turns": ["prompt", "model", "country", "birth_month", "birth_year"],
        "/images/{id}/shares": ["expires_in", "shows_words", "country", "birth_month", "birth_year"],
        "/images/{id}/shares/{share}/revoke": [],
        "/images/{id}/favourite": ["state"],
        "/images/{id}/collections": ["collection", "name", "remove"],
        "/gallery/selection": ["action", "collection", "name", "confirm"],
        "/collections/{id}": ["name"],
        "/collections/{id}/delete": [],
        "/images/{id}/edit": ["instruction"],
        "/designs/{id}": ["palette", "aspect_ratio", "resolution", "image"],
        "/batch/{id}/cancel": [],
        "/batch/{id}/delete": ["pictures"],
        "/batch/{id}/retry": [],
        "/compose": Set((0..<Web.offeredPictures).map { "image_\($0)" }).union([
            "order", "layout", "aspect_ratio", "resolution", "space", "corners", "colour", "shadow",
            "first_label", "second_label",
        ]),
        "/erase": ["current_password"],
        "/cookies": ["purpose", "choice", "return_to", "country", "birth_month", "birth_year"],
        "/privacy/delete": ["scope", "grace_days", "current_password"],
        "/privacy/delete/{id}/cancel": [],
        "/privacy/restrict": ["state"],
        "/privacy/export": ["step", "to"],
        "/privacy/import/address": [],
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
        "/account/preferences": ["language", "theme", "sign_in_mails", "update_mails", "news_mails"],
        "/account/webhooks": WebhookForm.fields,
        "/account/webhooks/{id}": WebhookForm.fields,
        "/account/webhooks/{id}/rotate": [],
        "/account/webhooks/{id}/test": [],
        "/account/webhooks/{id}/switch": ["state"],
        "/account/webhooks/{id}/delete": [],
        "/account/webhooks/{id}/deliveries/{delivery}/redeliver": [],
        "/account/close": ["current_password"],
        "/account/bring": ["choice", "return_to"],
        "/account/prove": ["password", "code", "return_to"],
        "/account/security/app": [],
        "/account/security/app/confirm": ["code"],
        "/account/security/app/remove": [],
        "/account/security/recovery-codes": [],
        "/account/security/passkeys/{id}/rename": ["name"],
        "/account/security/passkeys/{id}/remove": [],
        "/account/keys": key.union(["kind", "days"]),
        "/account/keys/{id}": key.union(["ends_on", "edition"]),
        "/account/keys/{id}/rotate": ["overlap_hours"],
        "/account/keys/{id}/revoke": [],
        "/account/providers/{provider}/disconnect": [],
        "/login/second": ["code", "return_to"],
        "/signup/openid": ["email", "display_name", "age_ticket", "accept_terms"],
        "/signup/openid/leave": [],
        "/privacy/request": ["kind", "email", "region", "text"],
        "/privacy/request/{link}/code": ["code"],
        "/privacy/request/{link}/new-code": [],
        "/privacy/request/{link}/withdraw": [],
        "/report": ["address", "category", "text", "email"],
        // The studio's form comes here too, and brings what was refused.
        "/appeals/{link}": order.union(["step", "text", "email"]),
        "/admin/accounts": ["email"],
        "/admin/accounts/{id}/open": ["scope", "ground", "reason"],
        "/admin/accounts/{id}/freeze": [],
        "/admin/accounts/{id}/release": [],
        "/admin/accounts/{id}/restrict": ["reason"],
        "/admin/accounts/{id}/lift": ["reason"],
        "/admin/abuse/{id}": ["action", "category", "reason", "days"],
        "/admin/requests/{id}": ["action", "ground", "text"],
        "/admin/holds": ["record", "ground", "authority", "reason", "review_at"],
        "/admin/holds/{id}/approve": [],
        "/admin/holds/{id}/lift": [],
        "/admin/objections/{id}/decision": ["decision", "reason"],
        "/admin/staff": ["email", "role", "country"],
        "/admin/staff/{id}/role": ["role"],
        "/admin/staff/{id}/remove": [],
        "/admin/jobs/retry": ["work"],
    ]

    /// What further fields begin with, where each design has its own.
    private static let prefixes = ["/designs/{id}": DesignDraft.prefix, "/gallery/selection": Web.pickPrefix]

    /// - Throws: `Problem` `unknown_field`.
    static func check(_ form: FormBody, at address: String?) throws(Problem) {
        guard let address, let known = byAddress[withoutLanguage(address)] else { return }
        let prefix = prefixes[withoutLanguage(address)]
        let strangers = form.names.subtracting(known).subtracting(["csrf"])
        if let stranger = strangers.filter({ name in prefix.map { !name.hasPrefix($0) } ?? true }).min() {
            throw Problem(.unknownField, field: String(stranger.prefix(64)))
        }
    }

    private static func withoutLanguage(_ address: String) -> String {
        let prefix = Language.allCases.lazy.map { "/\($0.rawValue)/" }.first { address.hasPrefix($0) }
        return prefix.map { "/" + address.dropFirst($0.count) } ?? address
    }
}
