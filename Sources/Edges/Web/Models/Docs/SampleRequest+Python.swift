extension SampleRequest {
    var python: CodeSample {
        var fields: [String] = []
        switch access {
        case .key: fields.append(#""Authorization": f"Bearer {os.environ['NBP_KEY']}""#)
        case .cookie(let name): fields.append("\"Cookie\": f\"\(name)={os.environ['NBP_SESSION']}\"")
        case .nobody: break
        }
        fields += headers.map { "\(Literal.quoted($0.name)): \(Literal.quoted($0.value))" }
        if let body, body.isFile, let media = body.media { fields.append("\"Content-Type\": \"\(media)\"") }
        var arguments = [Literal.quoted(url)]
        if !fields.isEmpty { arguments.append("headers={\(fields.joined(separator: ", "))}") }
        switch body {
        case .json(let value): arguments.append("json=\(Literal.python.text(of: value, indented: 1))")
        case .form: arguments.append(#"files={"file": open("picture.png", "rb")}"#)
        case .file: arguments.append("data=open(\"\(body?.file ?? "")\", \"rb\")")
        case nil: break
        }
        if answer == .events { arguments.append("stream=True") }
        let call = arguments.map { "    \($0)," }.joined(separator: "\n")
        let code = """
            \(access == .nobody ? "" : "import os\n")import requests

            answer = requests.\(method.lowercased())(
            \(call)
            )
            answer.raise_for_status()
            \(pythonEnd)
            """
        return CodeSample(language: .python, code: code)
    }

    private var pythonEnd: String {
        switch answer {
        case .json: "print(answer.json())"
        case .text: "print(answer.text)"
        case .file(let name): "open(\"\(name)\", \"wb\").write(answer.content)"
        case .events:
            """
            for line in answer.iter_lines(decode_unicode=True):
                print(line)
            """
        case .nothing: "print(answer.status_code)"
        }
    }
}
