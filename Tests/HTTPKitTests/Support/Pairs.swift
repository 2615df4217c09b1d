/// Two certificates and their keys, made for these tests alone; valid from 23 November 2026 for ten years.
enum Pairs {
    static let firstCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBhDCCASugAwIBAgIUSXcrTubICM18GhjEfk9YtUhDlvMwCgYIKoZIzj0EAwIw
        GDEWMBQGA1UEAwwNZmlyc3QuZXhhbXBsZTAeFw0yNjExMjMyMjAzMzhaFw0zNjEx
        MjAyMjAzMzhaMBgxFjAUBgNVBAMMDWZpcnN0LmV4YW1wbGUwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAATNOpOmvT0hE7YZFEFFx5Y15+2+He/j1tXEMShxBevG2Y9y
        QlsCQGqUdpWMWO5ciq4kvcD+HjHz3WC51lwm3nMWo1MwUTAdBgNVHQ4EFgQUd/IJ
        6OhrCjutov1AuZblLuvzJbEwHwYDVR0jBBgwFoAUd/IJ6OhrCjutov1AuZblLuvz
        JbEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAyGxMBpBaX+2M+
        JYOAcy8BlMBtDeawsCYlefdbNDvP4gIgYsL+A4ZIeBMFH41FoakYtF6UZLosqMTD
        mns1Jv3RXx0=
        -----END CERTIFICATE-----
        """

    static let firstKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrge65srf9dthf//J
        Ro2W0kEQ3Lfv0G2/fxr3Fu9FZT6hRANCAATNOpOmvT0hE7YZFEFFx5Y15+2+He/j
        1tXEMShxBevG2Y9yQlsCQGqUdpWMWO5ciq4kvcD+HjHz3WC51lwm3nMW
        -----END PRIVATE KEY-----
        """

    static let secondCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBhzCCAS2gAwIBAgIUNDaMdWFCiCdxKWMhKNVAcgixMlowCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOc2Vjb25kLmV4YW1wbGUwHhcNMjYxMTIzMjIwMzM4WhcNMzYx
        MTIwMjIwMzM4WjAZMRcwFQYDVQQDDA5zZWNvbmQuZXhhbXBsZTBZMBMGByqGSM49
        AgEGCCqGSM49AwEHA0IABMiXdvEI+v8Fkuh1h261zzxpYPbWfDQ0W0agvJdHwnjs
        XaQtDd1cOgA6eqLGItvPiGPD/Fgqyl/xzu1zj4d2O1ujUzBRMB0GA1UdDgQWBBTT
        C5YVPC2P9fS8NguxCVzhMQe5RTAfBgNVHSMEGDAWgBTTC5YVPC2P9fS8NguxCVzh
        MQe5RTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQChA839HPN6
        8n1rOCLRyM1m5SpBPdJ9rHMekyqghvYNPwIgSQshREMVrJx47sevkYtop6bIonjL
        JpXbiUEyMAmLMTY=
        -----END CERTIFICATE-----
        """

    static let secondKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAKRL4rzKO17yvGMw
        omic7t5DfwvQxnSbx+iEum0XUpGhRANCAATIl3bxCPr/BZLodYdutc88aWD21nw0
        NFtGoLyXR8J47F2kLQ3dXDoAOnqixiLbz4hjw/xYKspf8c7tc4+Hdjtb
        -----END PRIVATE KEY-----
        """

    /// The first key behind a passphrase.
    static let lockedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhAKz/ONgfcrgICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEK4BfTutVe381ZR1I/pluL4EgZDi
        oqm7vPp6n651XVhn3xr+Rq/HJ0xybaM5U3KIgyW08oL40Df7H3cmS2TEO6VySsY3
        jjFAXiYCvxVMo5TGRN6vXd93Ta8YQyF9d9BhOZl76xbUerk4CUNO8TdJttbYAEDw
        xJUnQFdOQVZ94aUDXqLoAFzMi8td6s++MhvFiu5rwh1j9GMPoYN8ifkmjQXZG6U=
        -----END ENCRYPTED PRIVATE KEY-----
        """
}
