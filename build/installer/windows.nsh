; Windows 10 and later only: what the program runs on does not start on Windows 7 or 8.
!include "WinVer.nsh"
!include "FileFunc.nsh"

!macro customInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "科协报送台需要 Windows 10 或更新的系统，这台电脑的系统版本太旧，不能安装；没有写入任何文件。" /SD IDOK
    Quit
  ${EndIf}
!macroend

; Packages are ZIP files and stay so: the program is offered for them, and never takes all ZIP files over.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\KexieDesk.Package" "" "科协报送文件"
  WriteRegStr HKCU "Software\Classes\KexieDesk.Package\DefaultIcon" "" "$appExe,0"
  WriteRegStr HKCU "Software\Classes\KexieDesk.Package\shell\open" "" "用科协报送台收件"
  WriteRegStr HKCU "Software\Classes\KexieDesk.Package\shell\open\command" "" '"$appExe" "%1"'
  WriteRegNone HKCU "Software\Classes\.zip\OpenWithProgids" "KexieDesk.Package"
  WriteRegStr HKCU "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}" "FriendlyAppName" "科协报送台"
  WriteRegStr HKCU "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\SupportedTypes" ".zip" ""
  ; First in the menu of the right button, on files with the names that the program gives.
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive" "" "用科协报送台收件"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive" "Icon" "$appExe,0"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive" "Position" "Top"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive" "AppliesTo" 'System.FileName:~<"报送包_" OR System.FileName:~<"回执_" OR System.FileName:~<"通知_" OR System.FileName:~<"单位名片"'
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive\command" "" '"$appExe" "%1"'
  ${RefreshShellIcons}
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\KexieDesk.Package"
  DeleteRegValue HKCU "Software\Classes\.zip\OpenWithProgids" "KexieDesk.Package"
  DeleteRegKey HKCU "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"
  DeleteRegKey HKCU "Software\Classes\SystemFileAssociations\.zip\shell\KexieDesk.Receive"
  ${RefreshShellIcons}
!macroend
