import Mustache

/// Programs written for another service that make a picture here: only the address and the key are others.
struct OtherClients: Sendable {
    /// The base URL, without a slash at the end.
    let base: String

    var samples: [CodeSample] {
        [CodeSample(language: .curl, code: curl), CodeSample(language: .python, code: python)]
    }

    private var curl: String {
        """
        curl --fail-with-body --request POST '\(base)/v1/images/generations' \\
          --header "Authorization: Bearer $NBP_KEY" \\
          --header 'Content-Type: application/json' \\
          --data '{"model": "default", "prompt": "a red house by a lake", "response_format": "url"}'
        """
    }

    private var python: String {
        """
        import base64
        import os

        from openai import OpenAI

        client = OpenAI(base_url="\(base)/v1", api_key=os.environ["NBP_KEY"])
        made = client.images.generate(model="default", prompt="a red house by a lake", size="1024x1024")
        open("picture.png", "wb").write(base64.b64decode(made.data[0].b64_json))
        """
    }
}

/// The samples beside the table of other clients.
struct OtherClientsPart: MustacheParent {
    let base: String

    func child(named name: String) -> Any? {
        switch name {
        case "samples": OtherClients(base: base).samples.map { CodePart($0, of: "clients") }
        default: nil
        }
    }
}
