package import Accounts
package import HTTPKit
package import Hummingbird
package import Kernel
package import Privacy
package import Purposes
package import Studio

/// The website: pages for people, all of which work without scripts.
package struct Web: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let privacy: Privacy
    let accounts: Accounts
    let openID: OpenID
    let desk: FrontDesk
    let tokens: FormTokens
    let origins: Origins
    let clock: Clock
    let guardian: SignInGuard
    let printer: Printer

    package init(
        studio: Studio,
        gate: PurposeGate,
        privacy: Privacy,
        accounts: Accounts,
        openID: OpenID,
        clock: Clock,
        guardian: SignInGuard,
        desk: FrontDesk,
        tokens: FormTokens,
        templates: Templates,
        assets: Assets,
        catalogues: Catalogues,
        origins: Origins
    ) {
        self.studio = studio
        self.gate = gate
        self.privacy = privacy
        self.accounts = accounts
        self.openID = openID
        self.clock = clock
        self.guardian = guardian
        self.desk = desk
        self.tokens = tokens
        self.origins = origins
        printer = Printer(
            templates: templates,
            assetBase: assets.base,
            catalogues: catalogues,
            tokens: tokens,
            isSecure: origins.isSecure
        )
    }

    /// Words problems as pages.
    package var dialect: PageDialect { PageDialect(printer: printer) }

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
                .post("preferences", use: setPreferences)
                .get("signup", use: showSignUp)
                .post("signup", use: signUp)
                .post("signup/age", use: answerAge)
                .get("signup/sent", use: showSignUpSent)
                .get("confirm/:token", use: showConfirm)
                .post("confirm/:token", use: confirm)
                .get("login", use: showSignIn)
                .post("login", use: signIn)
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
                .get("account/password", use: showAccount)
                .post("account/profile", use: changeProfile)
                .post("account/password", use: changePassword)
                .post("account/sessions/end-others", use: endOtherSessions)
                .post("account/sessions/:id/end", use: endSession)
        }
    }
}
