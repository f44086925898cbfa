class None {
  constructor () { throw new Error('WebRTC is not part of these tests') }
}

export { None as PeerConnection, None as IceUdpMuxListener, None as RTCPeerConnection, None as RTCSessionDescription, None as RTCIceCandidate }
