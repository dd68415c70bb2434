package object

import "gatehouse/domain"

// TimeEntry is time that someone worked on a project.
type TimeEntry struct {
	ID      string `json:"id"`
	Project string `json:"project" doc:"the project's name"`
	Member  string `json:"member" doc:"the address of who worked"`
	Date    string `json:"date" format:"date"`
	Minutes int    `json:"minutes"`
}

// OfTime makes the object of a time entry.
func OfTime(l domain.ListedTime) TimeEntry {
	return TimeEntry{ID: string(l.ID), Project: l.ProjectName, Member: l.MemberName, Date: string(l.Date), Minutes: l.Minutes}
}
