import Foundation
package import UndersignedCore

extension SignatureForm {
    /// The form as a browser sends it: with a key of its own, so that rows in tests have what rows of people have.
    package var keyed: SignatureForm {
        var form = self
        if form.key.isEmpty { form.key = UUID().uuidString }
        return form
    }
}
