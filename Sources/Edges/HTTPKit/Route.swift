package import Accounts
package import Kernel
package import Mail
package import Moderation
package import Privacy
package import Studio
package import Webhooks

/// Every address of the product; pages and answers link by these, never by text of their own.
package enum Route: Sendable {
    case studio
    case gallery
    /// Where the form goes that brings pictures.
    case upload
    case models
    /// The terms of service.
    case terms
    case jobPage(JobID)
    case imagePage(ImageID)
    /// Where a picture is edited.
    case editor(ImageID)
    /// Where a picture is to be enlarged, shared, marked and arranged.
    /// Where the studio's form goes.
    case orders
    case enlarge(ImageID)
    /// Where a drawn picture's scene is changed.
    case redraw(ImageID)
    /// Where the next turn of the conversation about a picture goes.
    case goOn(ImageID)
    case share(ImageID)
    case revokeShare(ImageID, ShareID)
    case favour(ImageID)
    case arrange(ImageID)
    /// Where several pictures of the gallery are taken, arranged or deleted.
    case selection
    case collectionPage(CollectionID)
    case deleteCollection(CollectionID)
    /// A picture that somebody shares, for whoever has the link.
    case shared(ShareToken)
    case sharedFile(ShareToken)
    case designs
    /// Where a design is filled in, by its id.
    case designPage(String)
    /// Where many pictures are ordered from a table or list.
    case batches
    case batchPage(BatchID)
    case cancelBatch(BatchID)
    case deleteBatch(BatchID)
    case tryBatchAgain(BatchID)
    /// Where several pictures become one.
    case compose
    case erase
    case erased
    /// The report on a deletion, for whoever knows its id.
    case erasure(RemovalID)
    /// Where one chooses what to delete.
    case privacyDelete
    case cancelRemoval(RemovalID)
    /// Where one has one's data kept and not used.
    case privacyRestrict
    case removalReport(RemovalID)
    case preferences
    case signUp
    case signUpAge
    case signUpSent
    /// The page of a link that confirms an address.
    case confirm(Token)
    case signIn
    case signOut
    case reset
    case resetSent
    /// The page of a link that sets a new password.
    case newPassword(Token)
    case account
    case accountProfile
    case accountPassword
    case accountSecurity
    case accountEmail
    case stopEmail
    /// The page of a link to the old address, where a new one is agreed to or stopped.
    case oldEmail(Token)
    case stopOldEmail(Token)
    /// The page of a link to the new address.
    case newEmail(Token)
    case accountActivity
    case accountPreferences
    /// The keys of one's programs.
    case accountKeys
    /// One key, and where it is changed.
    case accountKey(APIKeyID)
    case rotateKey(APIKeyID)
    case revokeKey(APIKeyID)
    case keyList
    /// What a key is told about itself.
    case currentKey
    /// Which of one's servers are told what ends.
    case webhooks
    case webhook(WebhookID)
    case rotateWebhook(WebhookID)
    case testWebhook(WebhookID)
    case switchWebhook(WebhookID)
    case deleteWebhook(WebhookID)
    /// One notice, and what came of it.
    case webhookDelivery(WebhookID, WebhookDeliveryID)
    case redeliver(WebhookID, WebhookDeliveryID)
    case accountClose
    /// Where somebody who has signed in is asked about what they made before.
    case accountBring
    case endSession(SessionID)
    /// Which providers open one's account.
    case providers
    case disconnectProvider(OpenIDProvider.ID)
    /// The way to a provider.
    case toProvider(OpenIDProvider.ID)
    /// Where a provider sends people back to; it knows this address.
    case fromProvider(OpenIDProvider.ID)
    case signUpByProvider
    case forgetNewcomer
    case endOtherSessions
    /// Where one ends mails of a class to an address.
    case unsubscribe(UnsubscribeLink)
    /// All that is kept of whoever asks, and what they can do about it.
    case privacyCenter
    case report
    /// A report that was taken, by its reference number.
    case reportTaken(ReportID)
    /// What was decided about oneself.
    case decisions
    /// One decision, and the way to have it looked at again.
    case appeal(AppealLink)
    /// Where anybody may demand something about their data.
    case privacyRequest
    /// Where a request stands.
    case privacyRequestStatus(RequestLink)
    case privacyRequestCode(RequestLink)
    case privacyRequestNewCode(RequestLink)
    case privacyRequestWithdraw(RequestLink)
    case requestList
    case requestEntry(RightsRequestID)
    case reportList
    case decisionList
    case appealEntry(AppealLink)
    /// Where the second factor is asked for.
    case secondStep
    /// Where somebody shows again that it is them.
    case prove
    case oneTimeCode
    case confirmOneTimeCode
    case removeOneTimeCode
    case recoveryCodes
    case renamePasskey(PasskeyID)
    case removePasskey(PasskeyID)
    case passkeys
    case passkeyOptions
    case passkeySignIn
    case passkeySignInOptions
    case secondStepPasskey
    case secondStepPasskeyOptions
    case provingPasskey
    case provingPasskeyOptions
    /// Which cookies there are, and the choices that one has.
    case cookies
    case cookieList
    case privacySignal
    case consents
    /// A consent or what becomes of it, by the purpose's key.
    case consent(String)
    case receipt(ConsentID)
    case objections
    case objection(String)
    case exports
    case export(ExportID)
    case exportFile(ExportID)
    case exportPage
    case importPage
    /// Where a transfer address is made.
    case transferAddress
    case arrivals
    /// Where another installation brings an archive.
    case arrival(TransferToken)
    case imports
    case importEntry(ImportID)
    case jobs
    case job(JobID)
    case jobEvents(JobID)
    case images
    case image(ImageID)
    /// How an order would look.
    case previews
    case darkroomTools
    /// Where an instruction is read.
    case darkroomReading
    case fonts
    case designList
    /// Everything that scenes may name.
    case drawings
    /// What a design looks like.
    case designSample(String)
    case file(ImageID)
    case lineage(ImageID)
    case scene(ImageID)
    case shareList(ImageID)
    case collectionList
    case collection(CollectionID)
    case webhookList
    case webhookEntry(WebhookID)
    case webhookDeliveries(WebhookID)
    case webhookDeliveryEntry(WebhookID, WebhookDeliveryID)
    case modelList
    case presetList
    case batchList
    case batch(BatchID)
    case events
    case admin(AdminAddress)
    case auditCheckpoint
    case auditKey
    case auditInclusion
    case auditConsistency
    case health
    case readiness
    case metrics
    case securityReports
    case securityText
    case changePassword
    case openAPI
    /// Where developers begin.
    case docs
    /// The operations of one subject.
    case docsGroup(String)
    case privacy
    case retentionTable
    case dataMap
    /// Where anybody checks whether a picture was made here.
    case verify
    /// The certificates that others need to check it themselves.
    case verifyRoots
    case verification

    /// Whether what is shown there is somebody's own, or leads to it: not for search engines.
    package var isPersonal: Bool {
        switch self {
        case .studio, .models, .terms, .report, .securityText, .openAPI, .docs, .docsGroup, .cookies,
            .cookieList, .privacySignal, .privacy, .privacyRequest, .retentionTable, .dataMap, .verify,
            .verifyRoots:
            false
        default: true
        }
    }
}
