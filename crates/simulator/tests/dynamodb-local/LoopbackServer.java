import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** DynamoDB Local for this machine only: by itself it listens on every network interface. */
class LoopbackServer {
    public static void main(String... options) throws Exception {
        var proxy = ServerRunner.createServerFromCommandLineArgs(options);
        var jetty = proxy.getClass().getDeclaredField("server");
        jetty.setAccessible(true);
        Arrays.stream(((Server) jetty.get(proxy)).getConnectors())
            .map(ServerConnector.class::cast)
            .forEach(connector -> connector.setHost("127.0.0.1"));
        proxy.start();
        System.out.println("ready");
        // Whoever started the server holds its standard input open, and ends it by closing that.
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
