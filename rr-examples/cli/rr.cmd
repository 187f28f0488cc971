@echo off
rem Runs the CLI that mvnw -q -DskipTests package has built.
setlocal
set "RR_JAR=%~dp0target\rr.jar"
if not exist "%RR_JAR%" (
  echo rr: %RR_JAR% is not built ^(run mvnw -q -DskipTests package^) 1>&2
  exit /b 4
)
set "RR_JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "RR_JAVA=%JAVA_HOME%\bin\java.exe"
"%RR_JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData -Dfile.encoding=UTF-8 -jar "%RR_JAR%" %*
exit /b %ERRORLEVEL%
