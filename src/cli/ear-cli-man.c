/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manual pages in mdoc, from the verbs' tables. */
#include "ear-cli.h"

#include <string.h>

/* When what the pages say last changed. */
#define PAGE_DATE "November 25, 2026"

/* Text in short lines, none of which is taken as a request. */
static void
append_text (GString *page, const char *prose)
{
  g_autofree char *wrapped = ear_output_wrap (prose, 64, "\n");
  gboolean line_begins = TRUE;

  for (const char *text = wrapped; *text != '\0'; text++)
    {
      if (line_begins && (*text == '.' || *text == '\''))
        g_string_append (page, "\\&");
      if (*text == '\\')
        g_string_append (page, "\\e");
      else
        g_string_append_c (page, *text);
      line_begins = *text == '\n';
    }
}

/* An argument of a macro: a quoted string, in which mdoc sees no macro's name. */
static void
append_quoted (GString *page, const char *text)
{
  g_string_append (page, " \"\\&");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append (page, "\"\"");
      else if (*text == '\\')
        g_string_append (page, "\\e");
      else
        g_string_append_c (page, *text);
    }
  g_string_append_c (page, '"');
}

/* Sentences begin on a line of their own in a page's source. */
static void
append_paragraphs (GString *page, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_auto (GStrv) sentences = g_strsplit (paragraphs[i], ". ", -1);

      if (i > 0)
        g_string_append (page, ".Pp\n");
      for (guint s = 0; sentences[s] != NULL; s++)
        {
          append_text (page, sentences[s]);
          g_string_append (page, sentences[s + 1] != NULL ? ".\n" : "\n");
        }
    }
}

static void
append_option (GString *page, const EarOption *option)
{
  g_autofree char *help = ear_cli_describe_option (option, FALSE);

  g_string_append (page, ".It Fl");
  if (option->letter != 0)
    g_string_append_printf (page, " %c , Fl", option->letter);
  g_string_append_printf (page, " \\-%s", option->name);
  if (option->argument != NULL)
    {
      g_string_append (page, " Ar");
      append_quoted (page, option->argument);
    }
  g_string_append_c (page, '\n');
  append_text (page, help);
  g_string_append (page, ".\n");
  if (option->choices == NULL)
    return;
  g_string_append (page, "It is one of\n");
  for (guint i = 0; option->choices[i] != NULL; i++)
    {
      guint left = g_strv_length ((char **) option->choices + i + 1);

      g_string_append (page, left == 0 && i > 0 ? "and\n.Cm" : ".Cm");
      append_quoted (page, option->choices[i]);
      g_string_append (page, left == 0 ? " .\n" : left == 1 ? "\n" : " ,\n");
    }
}

static void
append_options (GString *page, const EarOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    append_option (page, options);
}

static void
append_head (GString *page, const char *name, const char *summary)
{
  g_autofree char *title = g_ascii_strup (name, -1);

  g_string_append_printf (page, ".\\\" Made by %s --generate man: change the tables there.\n", EAR_CLI_NAME);
  g_string_append_printf (page, ".Dd %s\n.Dt %s 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", PAGE_DATE, title, name, summary);
}

static void
append_exit_status (GString *page)
{
  g_string_append (page, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n"
                         ".It 0\nIt was done.\n"
                         ".It 1\nIt was refused, and standard error says why.\nThe workbook is as it was.\n"
                         ".It 2\nThe command line was not understood.\n.El\n");
}

static char *
verb_page (const EarVerb *verb)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("%s-%s", EAR_CLI_NAME, verb->name);
  g_auto (GStrv) arguments = g_strsplit (verb->arguments, " ", -1);

  append_head (page, name, verb->summary);
  g_string_append_printf (page, ".Sh SYNOPSIS\n.Nm %s\n.Cm", EAR_CLI_NAME);
  append_quoted (page, verb->name);
  g_string_append (page, "\n.Op Ar option ...\n");
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_string_append (page, ".Ar");
      append_quoted (page, arguments[i]);
      g_string_append_c (page, '\n');
    }
  g_string_append (page, ".Sh DESCRIPTION\n");
  append_paragraphs (page, verb->details);
  g_string_append (page, ".Pp\nThe options are as follows:\n.Bl -tag -width Ds\n");
  append_options (page, verb->options);
  append_options (page, ear_cli_passphrase_options);
  if (verb->lists)
    append_options (page, ear_cli_format_options);
  g_string_append (page, ".It Fl h , Fl \\-help\nSay how this verb is used.\n.El\n");
  append_exit_status (page);
  g_string_append_printf (page, ".Sh EXAMPLES\n.Bd -literal -offset Ds\n%s %s %s\n.Ed", EAR_CLI_NAME, verb->name, verb->example);
  g_string_append_printf (page, "\n.Sh SEE ALSO\n.Xr %s 1\n", EAR_CLI_NAME);
  return g_string_free (g_steal_pointer (&page), FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of the alphabet, as manuals have it. */
static void
append_see_also (GString *page)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    g_ptr_array_add (names, (char *) ear_cli_verbs[i]->name);
  g_ptr_array_sort (names, compare_names);
  g_string_append (page, ".Sh SEE ALSO\n");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (page, ".Xr %s-%s 1%s\n", EAR_CLI_NAME, (char *) names->pdata[i], i + 1 < names->len ? " ," : "");
}

static char *
main_page (void)
{
  g_autoptr (GString) page = g_string_new (NULL);

  append_head (page, EAR_CLI_NAME, "record, merge and report what people say about health and care");
  g_string_append_printf (page, ".Sh SYNOPSIS\n.Nm %s\n.Op Ar option ...\n.Ar verb\n.Op Ar argument ...\n", EAR_CLI_NAME);
  g_string_append (page, ".Sh DESCRIPTION\n");
  append_paragraphs (page, "Earshot keeps what people say about health and care in a workbook, one encrypted file. "
                           "This program does from the command line what the window does, for scripts and for large amounts.\n"
                           "The passphrase is read from a file or asked for on the terminal, and never taken from an argument "
                           "or the environment. No network is used: workbooks meet by files that are exported and merged.");
  g_string_append (page, ".Pp\nThe verbs are as follows; each has a page of its own:\n.Bl -tag -width Ds\n");
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    {
      g_string_append (page, ".It Cm");
      append_quoted (page, ear_cli_verbs[i]->name);
      g_string_append_printf (page, "\n%s.\n", ear_cli_verbs[i]->summary);
    }
  g_string_append (page, ".El\n.Pp\nThe options are as follows:\n.Bl -tag -width Ds\n");
  append_options (page, ear_cli_passphrase_options);
  append_options (page, ear_cli_format_options);
  append_options (page, ear_cli_global_options);
  g_string_append (page, ".El\n");
  append_exit_status (page);
  append_see_also (page);
  return g_string_free (g_steal_pointer (&page), FALSE);
}

/**
 * ear_cli_generate_man:
 * @verb: (nullable): %NULL for the page of the whole program
 *
 * Returns: (transfer full): a page of section 1.
 */
char *
ear_cli_generate_man (const EarVerb *verb)
{
  return verb == NULL ? main_page () : verb_page (verb);
}
