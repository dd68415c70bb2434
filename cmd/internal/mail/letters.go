package mail

import "gatehouse/domain"

// letters are what is written of each kind.
func letters() map[string]func(Words) letter {
	return map[string]func(Words) letter{
		domain.AboutInvitation:  invitation,
		domain.AboutLogin:       login,
		domain.AboutTransfer:    transfer,
		domain.AboutKeyExpiring: keyExpiring,
		domain.AboutRole:        role,
		domain.AboutSuspended:   suspended,
		domain.AboutTest:        test,
	}
}

// invitation says how one joins.
func invitation(w Words) letter {
	by := w.Of["inviter"]
	l := letter{subject: by + " invites you to " + w.Workspace}
	l.add(prose("%s invites you to the workspace %s, as %s. The invitation is for %s and can be accepted until %s.", by, w.Workspace, w.Of["role"], w.Of["email"], w.Expires))
	l.ways(w, "To see it and to join, open this page:", "To join, type in a terminal", "Or join in a terminal. Type", by)
	l.add(prose("If you didn't expect this, do nothing: without you nothing happens."))
	return l
}

// login says how one enrols a key.
func login(w Words) letter {
	by := w.Of["inviter"]
	l := letter{subject: "Sign in to " + w.Workspace + " with your own SSH key"}
	l.add(prose("%s sends you a token by which you enrol an SSH key for your account %s in the workspace %s. It can be used until %s.", by, w.Of["email"], w.Workspace, w.Expires))
	l.ways(w, "To paste your public key, open this page:", "Type in a terminal", "Or enrol the key that your terminal uses. Type", by)
	l.add(prose("Whoever has this token can sign in as you. If you didn't expect it, tell %s.", by))
	return l
}

// transfer says how an ownership is accepted.
func transfer(w Words) letter {
	l := letter{subject: w.Of["owner"] + " offers you the ownership of " + w.Workspace}
	l.add(
		prose("%s offers you the ownership of the workspace %s. You can accept it until %s; %[1]s becomes an Admin then.", w.Of["owner"], w.Workspace, w.Expires),
		prose("Accept it on the screen Workspace, or by typing"), typed("gatehouse workspace accept-transfer"),
		prose("If you don't want it, do nothing, or decline it: gatehouse workspace cancel-transfer."),
	)
	return l
}

// keyExpiring says how a key gets a successor.
func keyExpiring(w Words) letter {
	left := "in " + w.Of["days"] + " days"
	if w.Of["days"] == "1" {
		left = "within a day"
	}
	l := letter{subject: "The key " + w.Of["key"] + " of " + w.Of["service_user"] + " expires " + left}
	l.add(
		prose("The API key %s of the service user %s, in the workspace %s, expires on %s. From then on it refuses, and what uses it stops working.", w.Of["key"], w.Of["service_user"], w.Workspace, w.Expires),
		prose("A successor is made on the screen Vault, or by typing"), typed("gatehouse keys rotate "+w.Of["id"]),
		prose("The old key goes on for a day then, or until it expires, so that nothing has to stop."),
	)
	return l
}

// role says what one was and is.
func role(w Words) letter {
	until := ""
	if w.Of["until"] != "" {
		until = ", until " + w.Of["until"]
	}
	l := letter{subject: "Your role in " + w.Workspace + " is " + w.Of["after"]}
	l.add(
		prose("%s has changed your role in the workspace %s: from %s to %s%s.", w.Of["by"], w.Workspace, w.Of["before"], w.Of["after"], until),
		prose("What you may do, and why, is on the screen Why."),
	)
	return l
}

// suspended says who did it, and not why: that is for people to say.
func suspended(w Words) letter {
	l := letter{subject: "Your access to " + w.Workspace + " is suspended"}
	l.add(
		prose("%s has suspended your account in the workspace %s. Nothing was deleted; it can be reactivated, with the same role and settings.", w.Of["by"], w.Workspace),
		prose("If you think that this is a mistake, ask %s.", w.Of["by"]),
	)
	return l
}

// test says that mail arrives.
func test(w Words) letter {
	l := letter{subject: "Mail from gatehouse arrives"}
	l.add(prose("%s has sent this from the workspace %s, to see whether mail arrives. It does.", w.Of["by"], w.Workspace))
	return l
}
