import Testing
import UndersignedEvidence

struct AwardIdentifierTests {
    private let order = AwardIdentifier("CONT_AWD_70CTD022FR0000170_7012_GS35F0086U_4732")

    @Test func `an order knows its number, its agency and the vehicle it stands under`() {
        #expect(order.piid == "70CTD022FR0000170")
        #expect(order.agency == "7012")
        #expect(order.parent == AwardIdentifier(vehicle: "GS35F0086U", agency: "4732"))
        #expect(order.parent?.isVehicle == true)
        #expect(order.parent?.parent == nil)
    }

    @Test func `an award of its own has no parent`() {
        let award = AwardIdentifier(piid: "HSCETC14C00002", agency: "7012", parent: nil)
        #expect(award.text == "CONT_AWD_HSCETC14C00002_7012_-NONE-_-NONE-")
        #expect(award.parent == nil)
    }

    @Test func `parts put together are the published identifier`() {
        let parent = (piid: "GS35F0086U", agency: "4732")
        #expect(AwardIdentifier(piid: "70CTD022FR0000170", agency: "7012", parent: parent) == order)
    }

    @Test func `the permanent link is escaped where a number needs it`() {
        #expect(
            AwardIdentifier("CONT_IDV_A/1 B_7012").permanentLink
                == "https://www.usaspending.gov/award/CONT_IDV_A%2F1%20B_7012/"
        )
        #expect(AwardIdentifier(ocid: "ocds-b5fd17-1", award: "2").permanentLink == nil)
    }

    @Test func `a number with the separator in it gives no parts rather than wrong ones`() {
        let odd = AwardIdentifier("CONT_AWD_A_B_7012_-NONE-_-NONE-")
        #expect(odd.piid == nil)
        #expect(odd.parent == nil)
        #expect(odd.permanentLink != nil)
    }
}
