/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-day-calendar.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ear-occasion-field.h"

/* GTK says nothing of its days to those who hear the screen, so that the calendar is called by the one that is chosen. */
static char *
name_calendar (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  /* Translators: a whole day, such as 22 November 2026. */
  char *text = g_date_time_format (day, _ ("%-e %B %Y"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return text;
}

static void
day_selected_cb (GtkCalendar *calendar, GtkEditable *field)
{
  g_autofree char *text = name_calendar (calendar);

  gtk_editable_set_text (field, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (calendar), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* It opens at the day of the field, or else at today. */
static void
map_cb (GtkCalendar *calendar, GtkEditable *field)
{
  g_autofree char *moment = ear_day_parse (gtk_editable_get_text (field), NULL);
  g_autoptr (GDateTime) day = NULL;
  int year, month, of_month;

  if (moment != NULL && sscanf (moment, "%4d-%2d-%2d", &year, &month, &of_month) == 3)
    day = g_date_time_new_local (year, month, of_month, 12, 0, 0);
  if (day == NULL)
    day = g_date_time_new_now_local ();
  g_signal_handlers_block_by_func (calendar, day_selected_cb, field);
  gtk_calendar_select_day (calendar, day);
  g_signal_handlers_unblock_by_func (calendar, day_selected_cb, field);
  g_free (name_calendar (calendar));
}

static int
days_of (guint key, gboolean is_rtl)
{
  switch (key)
    {
    case GDK_KEY_Left:
      return is_rtl ? 1 : -1;
    case GDK_KEY_Right:
      return is_rtl ? -1 : 1;
    case GDK_KEY_Up:
      return -7;
    case GDK_KEY_Down:
      return 7;
    default:
      return 0;
    }
}

/* With GTK's own keys a day is looked for from the corner of the month, and told to nobody; with these the chosen day moves. */
static gboolean
key_cb (GtkCalendar *calendar, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  int days = days_of (key, gtk_widget_get_direction (GTK_WIDGET (calendar)) == GTK_TEXT_DIR_RTL);
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar), next = g_date_time_add_days (day, days);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (days != 0 && next != NULL)
    gtk_calendar_select_day (calendar, next);
  else if (popover != NULL && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    gtk_popover_popdown (GTK_POPOVER (popover));
  return days != 0 || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;
}

/**
 * ear_day_calendar_watch:
 * @calendar: in a popover, with an accessible role that can have a name
 * @field: for a day, as ear_day_parse() reads it. It lives as long
 *
 * A day that is clicked on, or come to with the arrow keys, is typed into @field. Enter closes the popover.
 */
void
ear_day_calendar_watch (GtkCalendar *calendar, GtkEditable *field)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), calendar);
  gtk_widget_add_controller (GTK_WIDGET (calendar), keys);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), field, 0);
  g_signal_connect_object (calendar, "map", G_CALLBACK (map_cb), field, 0);
}
