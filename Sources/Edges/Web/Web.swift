package import API
package import Accounts
package import Analytics
package import HTTPKit
package import Hummingbird
package import Kernel
package import Mail
package import Moderation
package import Privacy
package import Purposes
package import Studio
package import Webhooks

/// Who runs the service, as far as the operator has said; without any of it nobody but the machine's own user is served.
package struct ServiceProvider: Hashable, Sendable {
    /// Who helps where no page can.
    let contact: EmailAddress?
    let name: String?
    let address: String?
    let country: Country?

    package init(
        contact: EmailAddress? = nil,
        name: String? = nil,
        address: String? = nil,
        country: Country? = nil
    ) {
        self.contact = contact
        self.name = name
        self.address = address
        self.country = country
    }
}

/// The website: pages for people, all of which work without scripts.
package struct Web: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let privacy: Privacy
    let choices: PrivacyChoices
    let choiceDesk: ChoiceDesk
    let overview: PrivacyOverview
    let archives: Archives
    let webhooks: Webhooks
    let accounts: Accounts
    let openID: OpenID
    let staff: Staff
    let moderation: Moderation
    let mail: Mail
    let analytics: Analytics
    let reports: ReportGuard
    let requests: RequestForms
    let transfers: TransferForms
    let uploads: UploadDesk
    let verifyDesk: VerifyDesk
    let shareDesk: ShareDesk
    let backstage: Backstage
    let desk: FrontDesk
    let tokens: FormTokens
    let origins: Origins
    let provider: ServiceProvider
    let clock: Clock
    let guardian: SignInGuard
    /// What `/privacy` tells.
    let policy: PolicyFacts
    /// What `/docs` tells.
    let shelf: ReferenceShelf
    let printer: Printer
    /// Of one form that is sent twice at once, the second sending waits for what becomes of the first.
    let formTurns = Turns()

    package init(
        studio: Studio,
        gate: PurposeGate,
        privacy: Privacy,
        choices: PrivacyChoices,
        choiceDesk: ChoiceDesk,
        overview: PrivacyOverview,
        archives: Archives,
        webhooks: Webhooks,
        accounts: Accounts,
        openID: OpenID,
        staff: Staff,
        moderation: Moderation,
        mail: Mail,
        analytics: Analytics,
        reports: ReportGuard,
        requests: RequestForms,
        transfers: TransferForms,
        uploads: UploadDesk,
        verifyDesk: VerifyDesk,
        shareDesk: ShareDesk,
        backstage: Backstage,
        clock: Clock,
        guardian: SignInGuard,
        desk: FrontDesk,
        tokens: FormTokens,
        templates: Templates,
        assets: Assets,
        catalogues: Catalogues,
        origins: Origins,
        provider: ServiceProvider,
        policy: PolicyFacts,
        shelf: ReferenceShelf
    ) {
        self.studio = studio
        self.gate = gate
        self.privacy = privacy
        self.choices = choices
        self.choiceDesk = choiceDesk
        self.overview = overview
        self.archives = archives
        self.webhooks = webhooks
        self.accounts = accounts
        self.openID = openID
        self.staff = staff
        self.moderation = moderation
        self.mail = mail
        self.analytics = analytics
        self.reports = reports
        self.requests = requests
        self.transfers = transfers
        self.uploads = uploads
        self.verifyDesk = verifyDesk
        self.shareDesk = shareDesk
        self.backstage = backstage
        self.clock = clock
        self.guardian = guardian
        self.desk = desk
        self.tokens = tokens
        self.origins = origins
        self.provider = provider
        self.policy = policy
        self.shelf = shelf
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

    /// What whoever has a link sees, once for each language; it knows nobody and sets no cookie.
    package func mountShared(on group: RouterGroup<AppContext>) {
        for language in Language.allCases {
            group.group(RouterPath(Route.studio.path(in: language))).get("s/:token", use: showShared)
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
                .post("images", use: upload)
                .get("gallery", use: showGallery)
                .get("images/:id", use: showImage)
                .post("images/:id/delete", use: deleteImage)
                .post("images/:id/upscale", use: enlarge)
                .post("images/:id/scene", use: redraw)
                .post("images/:id/turns", use: goOn)
                .post("images/:id/shares", use: share)
                .post("images/:id/shares/:share/revoke", use: revokeShare)
                .post("images/:id/favourite", use: favour)
                .post("images/:id/collections", use: arrange)
                .post("gallery/selection", use: takeSelection)
                .post("collections/:id", use: renameCollection)
                .post("collections/:id/delete", use: deleteCollection)
                .get("designs", use: showDesigns)
                .get("designs/:id", use: showDesign)
                .post("designs/:id", use: orderDesign)
                .get("compose", use: showCompose)
                .post("compose", use: compose)
                .get("batch", use: showBatches)
                .post("batch", use: orderBatch)
                .get("batch/:id", use: showBatch)
                .post("batch/:id/cancel", use: cancelBatch)
                .post("batch/:id/delete", use: deleteBatch)
                .post("batch/:id/retry", use: retryBatch)
                .get("images/:id/edit", use: showEditor)
                .post("images/:id/edit", use: edit)
                .get("models", use: showModels)
                .get("docs", use: showDocs)
                .get("docs/:group", use: showDocsGroup)
                .get("terms", use: showTerms)
                .get("verify", use: showVerify)
                .post("verify", use: verify)
                .get("privacy", use: showPrivacy)
                .get("erase", use: askToErase)
                .post("erase", use: erase)
                .get("erased", use: showErased)
                .get("erased/:id", use: showRemoval)
                .get("privacy/delete", use: showRemove)
                .post("privacy/delete", use: remove)
                .post("privacy/delete/:id/cancel", use: cancelRemoval)
                .get("privacy/restrict", use: showRestrict)
                .post("privacy/restrict", use: restrict)
                .get("privacy/export", use: showExport)
                .post("privacy/export", use: export)
                .get("privacy/import", use: showImport)
                .post("privacy/import", use: bringArchive)
                .post("privacy/import/address", use: makeTransferAddress)
                .post("preferences", use: setPreferences)
                .get("cookies", use: showCookies)
                .post("cookies", use: chooseCookies)
                .get("privacy/center", use: showPrivacyCenter)
                .get("report", use: showReport)
                .post("report", use: report)
                .get("report/:id", use: showReportTaken)
                .get("unsubscribe/:link", use: showUnsubscribe)
                .post("unsubscribe/:link", use: unsubscribe)
                .get("privacy/request", use: showRequestForm)
                .post("privacy/request", use: takeRequest)
                .get("privacy/request/:link", use: showRequest)
                .post("privacy/request/:link/code", use: verifyRequest)
                .post("privacy/request/:link/new-code", use: sendRequestCode)
                .post("privacy/request/:link/withdraw", use: withdrawRequest)
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
                .get("account/keys", use: showKeys)
                .post("account/keys", use: makeKey)
                .get("account/keys/:id", use: showKey)
                .post("account/keys/:id", use: changeKey)
                .post("account/keys/:id/rotate", use: rotateKey)
                .post("account/keys/:id/revoke", use: revokeKey)
                .get("account/activity", use: showActivity)
                .get("account/preferences", use: showPreferences)
                .post("account/preferences", use: changePreferences)
                .get("account/webhooks", use: showWebhooks)
                .post("account/webhooks", use: addWebhook)
                .get("account/webhooks/:id", use: showWebhook)
                .post("account/webhooks/:id", use: changeWebhook)
                .post("account/webhooks/:id/rotate", use: rotateWebhook)
                .post("account/webhooks/:id/test", use: testWebhook)
                .post("account/webhooks/:id/switch", use: switchWebhook)
                .post("account/webhooks/:id/delete", use: deleteWebhook)
                .get("account/webhooks/:id/deliveries/:delivery", use: showWebhookDelivery)
                .post("account/webhooks/:id/deliveries/:delivery/redeliver", use: redeliver)
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
