// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets only to permitted addresses. The address that is checked is the one the socket is connected to, before the first
 * byte is sent: a name server that answers differently the second time gains nothing.
 */
public final class GuardedSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final Hosts hosts;

    GuardedSockets(SSLSocketFactory sockets, Hosts hosts) {
        this.sockets = sockets;
        this.hosts = hosts;
    }

    /** A plain socket for the caller to connect first; TLS is laid over it below, where its address is checked. */
    @Override
    public Socket createSocket() {
        return new Socket();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        try {
            hosts.permit(connected.getInetAddress());
        } catch (TransportException e) {
            connected.close();
            throw new IOException(e.getMessage(), e);
        }
        return sockets.createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(new Socket(host, port), host, port, true);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(new Socket(host, port, local, localPort), host, port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(new Socket(host, port), host.getHostAddress(), port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(new Socket(host, port, local, localPort), host.getHostAddress(), port, true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
