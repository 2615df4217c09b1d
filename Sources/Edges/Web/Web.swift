package import API
package import Accounts
package import HTTPKit
package import Hummingbird
package import Kernel
package import Moderation
package import Privacy
package import Purposes
package import Studio

/// The website: pages for people, all of which work without scripts.
package struct Web: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let privacy: Privacy
    let archives: Archives
    let accounts: Accounts
    let openID: OpenID
    let staff: Staff
    let moderation: Moderation
    let reports: ReportGuard
    let backstage: Backstage
    let desk: FrontDesk
    let tokens: FormTokens
    let origins: Origins
    /// Who helps where no page can; nil where the operator has named nobody.
    let contact: EmailAddress?
    let clock: Clock
    let guardian: SignInGuard
    let printer: Printer

    package init(
        studio: Studio,
        gate: PurposeGate,
        privacy: Privacy,
        archives: Archives,
        accounts: Accounts,
        openID: OpenID,
        staff: Staff,
        moderation: Moderation,
        reports: ReportGuard,
        backstage: Backstage,
        clock: Clock,
        guardian: SignInGuard,
        desk: FrontDesk,
        tokens: FormTokens,
        templates: Templates,
        assets: Assets,
        catalogues: Catalogues,
        origins: Origins,
        contact: EmailAddress?
    ) {
        self.studio = studio
        self.gate = gate
        self.privacy = privacy
        self.archives = archives
        self.accounts = accounts
        self.openID = openID
        self.staff = staff
        self.moderation = moderation
        self.reports = reports
        self.backstage = backstage
        self.clock = clock
        self.guardian = guardian
        self.desk = desk
        self.tokens = tokens
        self.origins = origins
        self.contact = contact
        printer = Printer(
            templates: templates,
            assetBase: assets.base,
            catalogues: catalogues,
            tokens: tokens,
            isSecure: origins.isSecure,
            hasProviders: !openID.providers.isEmpty
        )
    }

    /// Words problems as pages.
    package var dialect: PageDialect { PageDialect(printer: printer) }

    /// The admin site, once for each language.
    package func mountStaffRoutes(on group: RouterGroup<AppContext>) {
        for language in Language.allCases {
            group.group(RouterPath(Route.admin(.overview).path(in: language))).mount(staffRoutes, for: staff)
        }
    }

    /// The site map, once for each language.
    package func mount(on group: RouterGroup<AppContext>) {
        for language in Language.allCases {
            group.group(RouterPath(Route.studio.path(in: language)))
                .get(use: showStudio)
                .post("jobs", use: order)
                .get("jobs/:id", use: showJob)
                .post("jobs/:id/cancel", use: cancelJob)
                .get("gallery", use: showGallery)
                .get("images/:id", use: showImage)
                .post("images/:id/delete", use: deleteImage)
                .get("models", use: showModels)
                .get("erase", use: askToErase)
                .post("erase", use: erase)
                .get("erased", use: showErased)
                .get("privacy/export", use: showExport)
                .post("privacy/export", use: export)
                .get("privacy/import", use: showImport)
                .post("privacy/import", use: bringArchive)
                .post("preferences", use: setPreferences)
                .get("report", use: showReport)
                .post("report", use: report)
                .get("report/:id", use: showReportTaken)
                .get("decisions", use: showDecisions)
                .get("appeals/:link", use: showAppeal)
                .post("appeals/:link", use: appeal)
                .get("signup", use: showSignUp)
                .post("signup", use: signUp)
                .post("signup/age", use: answerAge)
                .get("signup/sent", use: showSignUpSent)
                .get("confirm/:token", use: showConfirm)
                .post("confirm/:token", use: confirm)
                .get("login", use: showSignIn)
                .post("login", use: signIn)
                .get("login/second", use: showSecondStep)
                .post("login/second", use: secondStep)
                .post("logout", use: signOut)
                .get("reset", use: showReset)
                .post("reset", use: reset)
                .get("reset/sent", use: showResetSent)
                .get("reset/:token", use: showNewPassword)
                .post("reset/:token", use: setNewPassword)
                .post("signup/openid", use: signUpByProvider)
                .post("signup/openid/leave", use: forgetNewcomer)
                .get("login/with/:provider", use: departToProvider)
                .get("login/openid/:provider", use: arriveFromProvider)
                .get("account/providers", use: showProviders)
                .post("account/providers/:provider/disconnect", use: disconnectProvider)
                .get("account", use: showAccount)
                .get("account/security", use: showSecurity)
                .get("account/password", use: showSecurity)
                .get("account/prove", use: showProof)
                .post("account/prove", use: prove)
                .get("account/security/app", use: showOneTimeCode)
                .post("account/security/app", use: proposeOneTimeCode)
                .post("account/security/app/confirm", use: confirmOneTimeCode)
                .post("account/security/app/remove", use: removeOneTimeCode)
                .post("account/security/recovery-codes", use: makeRecoveryCodes)
                .post("account/security/passkeys/:id/rename", use: renamePasskey)
                .post("account/security/passkeys/:id/remove", use: removePasskey)
                .get("account/email", use: showEmail)
                .post("account/email", use: changeEmail)
                .post("account/email/stop", use: stopEmail)
                .get("email/old/:token", use: showOldEmail)
                .post("email/old/:token", use: agreeFromOldEmail)
                .post("email/old/:token/stop", use: stopFromOldEmail)
                .get("email/new/:token", use: showNewEmail)
                .post("email/new/:token", use: agreeFromNewEmail)
                .get("account/activity", use: showActivity)
                .get("account/preferences", use: showPreferences)
                .post("account/preferences", use: changePreferences)
                .get("account/close", use: showClose)
                .post("account/close", use: close)
                .get("account/bring", use: askToBring)
                .post("account/bring", use: bring)
                .post("account/profile", use: changeProfile)
                .post("account/password", use: changePassword)
                .post("account/sessions/end-others", use: endOtherSessions)
                .post("account/sessions/:id/end", use: endSession)
        }
    }
}
