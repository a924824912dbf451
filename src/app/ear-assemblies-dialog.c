/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-assemblies-dialog.h"

#include <glib/gi18n.h>

#include "ear-action-rows.h"
#include "ear-action-words.h"
#include "ear-assembly-list.h"
#include "ear-page-feed.h"
#include "ear-rows.h"
#include "ear-terms.h"
#include "ear-window.h"
#include "ear-words.h"

struct _EarAssembliesDialog
{
  AdwDialog parent_instance;

  GtkSearchEntry *search;
  GtkStack *stack; /* "loading", "none", "nothing", "list" */
  AdwPreferencesPage *list;

  EarPageFeed *feed;
  EarAssemblyComparison *comparison; /* (nullable) */
  GPtrArray *groups;                 /* AdwPreferencesGroup, that are in the list */
};

G_DEFINE_FINAL_TYPE (EarAssembliesDialog, ear_assemblies_dialog, ADW_TYPE_DIALOG)

/* What a row opens. */
typedef struct
{
  EarId session; /* with an item of its agenda, or a theme of its voices */
  EarId item, theme;
} Target;

static void
open_cb (EarAssembliesDialog *dialog, GtkWidget *row)
{
  const Target *target = g_object_get_data (G_OBJECT (row), "target");
  EarWindow *window = ear_window_of (GTK_WIDGET (dialog));
  EarVoiceFilter filter = { .session = &target->session, .theme = &target->theme };

  if (ear_id_is_none (&target->theme))
    ear_window_open_item (window, &target->session, &target->item);
  else
    ear_window_show_voices (window, &filter);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
action_cb (EarAssembliesDialog *dialog, GtkWidget *row)
{
  ear_window_show_action (ear_window_of (GTK_WIDGET (dialog)), g_object_get_data (G_OBJECT (row), "id"));
}

static GtkWidget *
new_target_row (EarAssembliesDialog *dialog, const char *title, const char *subtitle, const Target *target)
{
  GtkWidget *row = ear_row_new (title, subtitle);
  g_autofree char *name = subtitle == NULL || *subtitle == '\0' ? g_strdup (title) : g_strdup_printf ("%s. %s", title, subtitle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "target", g_memdup2 (target, sizeof *target), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), dialog, G_CONNECT_SWAPPED);
  return row;
}

static char *
assembly_name (const EarAssemblyRow *assembly)
{
  g_autofree char *day = assembly->started == NULL ? NULL : ear_action_words_day (assembly->started);

  if (assembly->title != NULL && day != NULL)
    return g_strdup_printf ("%s · %s", assembly->title, day);
  return assembly->title != NULL ? g_strdup (assembly->title) : day != NULL ? g_steal_pointer (&day) : g_strdup (_ ("An Assembly"));
}

static AdwPreferencesGroup *
add_group (EarAssembliesDialog *dialog, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *plain = g_markup_escape_text (title, -1);

  /* A group's title is markup. */
  adw_preferences_group_set_title (group, plain);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (dialog->list, group);
  g_ptr_array_add (dialog->groups, group);
  return group;
}

static gboolean
matches (EarAssembliesDialog *dialog, const char *text)
{
  return ear_words_are_in (text, gtk_editable_get_text (GTK_EDITABLE (dialog->search)));
}

/* Support and decision at one Assembly. */
static char *
describe_asked (const EarAssemblyAsked *asked, guint at)
{
  const char *decision = *asked->decisions[at] == '\0' ? _ ("Nothing decided") : ear_term_label (EAR_TERMS_DECISION, asked->decisions[at]);

  /* Translators: how many of a hundred people were for it, then what was decided. */
  return asked->percent[at] < 0 ? g_strdup (decision) : g_strdup_printf (_ ("%d%% for it · %s"), asked->percent[at], decision);
}

/* In one line how it went from one Assembly to the next. */
static char *
describe_course (const EarAssemblyAsked *asked, guint n)
{
  g_autoptr (GString) course = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = ear_id_is_none (&asked->items[i]) ? NULL : describe_asked (asked, i);

      if (part != NULL)
        g_string_append_printf (course, "%s%s", course->len > 0 ? " → " : "", part);
    }
  return g_string_free (g_steal_pointer (&course), FALSE);
}

static char *
voices_text (guint voices)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", voices), voices);
}

static char *
describe_theme (const EarAssemblyTheme *theme, guint n)
{
  g_autoptr (GString) course = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *voices = theme->voices[i] == 0 ? g_strdup (_ ("not raised")) : voices_text (theme->voices[i]);

      g_string_append_printf (course, "%s%s", i > 0 ? " → " : "", voices);
    }
  return g_string_free (g_steal_pointer (&course), FALSE);
}

static void
add_theme (EarAssembliesDialog *dialog, AdwPreferencesGroup *group, const EarAssemblyTheme *theme)
{
  const GPtrArray *assemblies = dialog->comparison->assemblies;
  g_autofree char *course = describe_theme (theme, assemblies->len);
  GtkWidget *row = ear_row_new_expander (theme->name, course);

  for (guint i = 0; i < assemblies->len; i++)
    {
      const EarAssemblyRow *assembly = assemblies->pdata[i];
      const Target target = { .session = assembly->id, .theme = theme->theme };
      g_autofree char *name = assembly_name (assembly), *voices = voices_text (theme->voices[i]);

      if (theme->voices[i] > 0)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_target_row (dialog, name, voices, &target));
    }
  adw_preferences_group_add (group, row);
}

static void
add_asked (EarAssembliesDialog *dialog, AdwPreferencesGroup *group, const EarAssemblyAsked *asked)
{
  const GPtrArray *assemblies = dialog->comparison->assemblies;
  g_autofree char *course = describe_course (asked, assemblies->len);
  GtkWidget *row = ear_row_new_expander (asked->wording, course);

  for (guint i = 0; i < assemblies->len; i++)
    {
      const EarAssemblyRow *assembly = assemblies->pdata[i];
      const Target target = { .session = assembly->id, .item = asked->items[i] };
      g_autofree char *name = assembly_name (assembly), *facts = describe_asked (asked, i);

      if (!ear_id_is_none (&asked->items[i]))
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_target_row (dialog, name, facts, &target));
    }
  adw_preferences_group_add (group, row);
}

/* Themes that were raised at several Assemblies, or at one alone. */
static void
add_themes (EarAssembliesDialog *dialog, gboolean again)
{
  const GPtrArray *themes = dialog->comparison->themes;
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < themes->len; i++)
    {
      const EarAssemblyTheme *theme = themes->pdata[i];

      if ((theme->n_times > 1) != again || !matches (dialog, theme->name))
        continue;
      if (group == NULL)
        group = add_group (dialog, again ? _ ("Raised Again") : _ ("Raised Once"), again ? _ ("From the earliest Assembly to the latest.") : NULL);
      add_theme (dialog, group, theme);
    }
}

static void
add_asked_again (EarAssembliesDialog *dialog)
{
  const GPtrArray *all = dialog->comparison->asked;
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const EarAssemblyAsked *asked = all->pdata[i];

      if (!matches (dialog, asked->wording))
        continue;
      if (group == NULL)
        group = add_group (dialog, _ ("Asked Again"), _ ("How support and what came of it moved, from the earliest to the latest."));
      add_asked (dialog, group, asked);
    }
}

/* A long title is cut where there is little room; its day below it is not. */
static AdwPreferencesGroup *
add_assembly_group (EarAssembliesDialog *dialog, const EarAssemblyRow *assembly)
{
  g_autofree char *day = assembly->started == NULL ? NULL : ear_action_words_day (assembly->started);

  return add_group (dialog, assembly->title == NULL ? _ ("An Assembly") : assembly->title, day);
}

/* What else stood on its agenda, and how far what followed has come. */
static void
add_assembly (EarAssembliesDialog *dialog, guint at)
{
  const EarAssemblyRow *assembly = dialog->comparison->assemblies->pdata[at];
  const GPtrArray *once = dialog->comparison->once, *actions = dialog->comparison->actions->pdata[at];
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < once->len; i++)
    {
      const EarAssemblyAsked *asked = once->pdata[i];
      const Target target = { .session = assembly->id, .item = asked->items[at] };
      g_autofree char *facts = NULL;

      if (ear_id_is_none (&asked->items[at]) || !matches (dialog, asked->wording))
        continue;
      if (group == NULL)
        group = add_assembly_group (dialog, assembly);
      facts = describe_asked (asked, at);
      adw_preferences_group_add (group, new_target_row (dialog, asked->wording, facts, &target));
    }
  for (guint i = 0; i < actions->len; i++)
    {
      const EarActionRow *action = actions->pdata[i];
      GtkWidget *row;

      if (!matches (dialog, action->title))
        continue;
      if (group == NULL)
        group = add_assembly_group (dialog, assembly);
      row = ear_action_rows_action (action);
      g_signal_connect_object (row, "activated", G_CALLBACK (action_cb), dialog, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
    }
}

static void
show (EarAssembliesDialog *dialog)
{
  for (guint i = 0; i < dialog->groups->len; i++)
    adw_preferences_page_remove (dialog->list, dialog->groups->pdata[i]);
  g_ptr_array_set_size (dialog->groups, 0);
  if (dialog->comparison == NULL)
    return;
  add_themes (dialog, TRUE);
  add_asked_again (dialog);
  for (guint i = dialog->comparison->assemblies->len; i > 0; i--)
    add_assembly (dialog, i - 1);
  add_themes (dialog, FALSE);
  gtk_stack_set_visible_child_name (dialog->stack, dialog->comparison->assemblies->len == 0 ? "none"
                                                   : dialog->groups->len == 0                ? "nothing"
                                                                                             : "list");
}

static gpointer
compare_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_assembly_compare (store, error);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarAssembliesDialog *dialog = data;

  if (error != NULL)
    {
      ear_window_show_error (ear_window_of (GTK_WIDGET (dialog)), _ ("The Assemblies could not be read"), error);
      return;
    }
  g_clear_pointer (&dialog->comparison, ear_assembly_comparison_free);
  dialog->comparison = result;
  show (dialog);
}

static void
reload (gpointer data)
{
  EarAssembliesDialog *dialog = data;

  ear_page_feed_ask (dialog->feed, compare_job, NULL, NULL, (GDestroyNotify) ear_assembly_comparison_free, arrived);
}

static void
search_cb (EarAssembliesDialog *dialog)
{
  if (dialog->groups != NULL)
    show (dialog);
}

/* Escape is the field's; the first one empties it, the next one leaves. */
static void
stop_cb (EarAssembliesDialog *dialog)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (dialog->search)) == '\0')
    adw_dialog_close (ADW_DIALOG (dialog));
  else
    gtk_editable_set_text (GTK_EDITABLE (dialog->search), "");
}

static gboolean
find_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EAR_ASSEMBLIES_DIALOG (widget)->search));
}

static void
ear_assemblies_dialog_dispose (GObject *object)
{
  EarAssembliesDialog *dialog = EAR_ASSEMBLIES_DIALOG (object);

  g_clear_pointer (&dialog->feed, ear_page_feed_free);
  g_clear_pointer (&dialog->groups, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ASSEMBLIES_DIALOG);
  g_clear_pointer (&dialog->comparison, ear_assembly_comparison_free);
  G_OBJECT_CLASS (ear_assemblies_dialog_parent_class)->dispose (object);
}

static void
ear_assemblies_dialog_class_init (EarAssembliesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_assemblies_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-assemblies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarAssembliesDialog, search);
  gtk_widget_class_bind_template_child (widget_class, EarAssembliesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EarAssembliesDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, find_key_cb, NULL);
}

static void
ear_assemblies_dialog_init (EarAssembliesDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->groups = g_ptr_array_new ();
  dialog->feed = ear_page_feed_new (GTK_WIDGET (dialog), reload);
}

/**
 * ear_assemblies_dialog_new:
 *
 * Returns: (transfer floating): a dialog that follows the workbook while it is open.
 */
AdwDialog *
ear_assemblies_dialog_new (EarWorkbook *workbook)
{
  EarAssembliesDialog *dialog = g_object_new (EAR_TYPE_ASSEMBLIES_DIALOG, NULL);

  ear_page_feed_set_workbook (dialog->feed, workbook);
  return ADW_DIALOG (dialog);
}
