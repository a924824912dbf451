<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!--
  An Earshot bundle as a page to read: who said what, where, and what may be done with it.

      xsltproc bundle.xsl bundle.xml > bundle.html

  XSLT 1.0. The page is whole in itself: no script, nothing fetched. Of a field that comes more than once the first
  element shows and the others are its rivals; README.md beside this file explains everything else.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="urn:earshot:bundle:1"
                exclude-result-prefixes="b">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <!-- Everything is looked up, so that a large bundle takes no longer a voice than a small one. -->
  <xsl:key name="record" match="/b:bundle/b:*[not(self::b:erased) and not(self::b:author)]" use="@id"/>
  <xsl:key name="steps" match="b:action-step" use="b:action[1]"/>
  <xsl:key name="voices" match="/b:bundle/b:contribution" use="b:session[1]"/>
  <xsl:key name="codings" match="/b:bundle/b:coding" use="b:contribution[1]"/>
  <xsl:key name="coded" match="/b:bundle/b:coding" use="b:theme[1]"/>
  <xsl:key name="voice-groups" match="/b:bundle/b:contribution-group" use="b:contribution[1]"/>
  <xsl:key name="speaker-groups" match="/b:bundle/b:participant-group" use="b:participant[1]"/>
  <xsl:key name="session-groups" match="/b:bundle/b:session-group" use="b:session[1]"/>
  <xsl:key name="parts" match="/b:bundle/b:theme" use="b:split-from[1]"/>
  <xsl:key name="places" match="/b:bundle/b:place" use="@id"/>
  <!-- A record is deleted when its own "deleted" element, the one without a stamp, says so. -->
  <xsl:key name="deleted" match="/b:bundle/b:*[b:deleted[not(@at)]]" use="@id"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="b:bundle">
        <xsl:apply-templates select="b:bundle"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:message terminate="yes">This is no Earshot bundle of version 1.</xsl:message>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="b:bundle">
    <xsl:variable name="voices" select="b:contribution[not(b:deleted[not(@at)])]"/>
    <xsl:variable name="author" select="b:author[@n = current()/@from]/@id"/>
    <xsl:variable name="device" select="key('record', $author)[self::b:device]"/>
    <html lang="en">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>What people said: an Earshot bundle</title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <main>
          <h1>What people said</h1>
          <p class="lead">
            <xsl:text>An Earshot bundle</xsl:text>
            <xsl:if test="$device/b:name[1] != ''">
              <xsl:text> from </xsl:text>
              <bdi><xsl:value-of select="$device/b:name[1]"/></bdi>
              <xsl:variable name="organisation" select="key('record', $device/b:organisation[1])"/>
              <xsl:if test="$organisation/b:name[1] != ''">
                <xsl:text>, </xsl:text>
                <bdi><xsl:value-of select="$organisation/b:name[1]"/></bdi>
              </xsl:if>
            </xsl:if>
            <xsl:text>.</xsl:text>
          </p>
          <xsl:if test="@partial">
            <p class="note">This bundle holds only a part of what its sender has.</p>
          </xsl:if>
          <ul class="facts">
            <li><b><xsl:value-of select="count($voices)"/></b> voices</li>
            <li><b><xsl:value-of select="count(b:session[not(b:deleted[not(@at)])])"/></b> sessions</li>
            <li><b><xsl:value-of select="count(b:theme[not(b:deleted[not(@at)])])"/></b> themes</li>
            <xsl:if test="b:erased">
              <li><b><xsl:value-of select="count(b:erased)"/></b> erased, since consent was withdrawn</li>
            </xsl:if>
            <xsl:if test="b:*[b:deleted[not(@at)]]">
              <li><b><xsl:value-of select="count(b:*[b:deleted[not(@at)]])"/></b> deleted, not shown here</li>
            </xsl:if>
          </ul>
          <p class="note">What may be done with a voice stands beside it: <i>may be quoted</i>; <i>not to be quoted, only told
            in other words</i>; or <i>only to be counted</i>, and then its words are not in the bundle. Contact details and
            private notes never are.</p>
          <xsl:call-template name="contents"/>
          <xsl:apply-templates select="b:session[not(b:deleted[not(@at)])]">
            <xsl:sort select="b:started[1]" order="descending"/>
            <xsl:sort select="@id"/>
          </xsl:apply-templates>
          <xsl:call-template name="loose-voices">
            <xsl:with-param name="voices" select="$voices[not(key('record', b:session[1])[self::b:session])]"/>
          </xsl:call-template>
          <xsl:call-template name="themes"/>
          <xsl:call-template name="actions"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="contents">
    <xsl:if test="b:session[not(b:deleted[not(@at)])] or b:theme">
      <nav aria-label="Contents">
        <ul>
          <xsl:if test="b:session"><li><a href="#sessions">Sessions</a></li></xsl:if>
          <xsl:if test="b:theme"><li><a href="#themes">Themes</a></li></xsl:if>
          <xsl:if test="b:action"><li><a href="#actions">You said, we did</a></li></xsl:if>
        </ul>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- Sessions -->

  <xsl:template match="b:session">
    <xsl:variable name="voices" select="key('voices', @id)[not(b:deleted[not(@at)])]"/>
    <xsl:variable name="heading" select="concat('s-', @id)"/>
    <section aria-labelledby="{$heading}">
      <xsl:if test="position() = 1">
        <xsl:attribute name="id">sessions</xsl:attribute>
      </xsl:if>
      <h2 id="{$heading}">
        <xsl:call-template name="text-or">
          <xsl:with-param name="text" select="b:title[1]"/>
          <xsl:with-param name="otherwise">A session without a title</xsl:with-param>
        </xsl:call-template>
      </h2>
      <p class="facts">
        <xsl:call-template name="moment"><xsl:with-param name="moment" select="b:started[1]"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="text" select="b:venue[1]"/></xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="text" select="key('places', b:place[1])/b:name[1]"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="text" select="key('record', b:organisation[1])/b:name[1]"/>
        </xsl:call-template>
        <xsl:for-each select="key('session-groups', @id)[not(b:deleted[not(@at)])]">
          <span class="fact">
            <xsl:call-template name="text-or">
              <xsl:with-param name="text" select="key('record', b:group[1])/b:name[1]"/>
              <xsl:with-param name="otherwise">a group not in this bundle:</xsl:with-param>
            </xsl:call-template>
            <xsl:if test="b:people[1] != ''">
              <xsl:text> </xsl:text>
              <xsl:value-of select="b:people[1]"/>
            </xsl:if>
          </span>
        </xsl:for-each>
        <span class="fact">
          <xsl:value-of select="count($voices)"/>
          <xsl:choose>
            <xsl:when test="count($voices) = 1"> voice</xsl:when>
            <xsl:otherwise> voices</xsl:otherwise>
          </xsl:choose>
        </span>
      </p>
      <xsl:if test="$voices">
        <ol>
          <xsl:apply-templates select="$voices">
            <xsl:sort select="b:position[1]" data-type="number"/>
            <xsl:sort select="@id"/>
          </xsl:apply-templates>
        </ol>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="loose-voices">
    <xsl:param name="voices"/>
    <xsl:if test="$voices">
      <section aria-labelledby="loose">
        <h2 id="loose">Voices whose session is not in this bundle</h2>
        <ol>
          <xsl:apply-templates select="$voices"/>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Voices -->

  <xsl:template match="b:contribution">
    <li>
      <xsl:call-template name="feeling"><xsl:with-param name="feeling" select="b:feeling[1]"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="b:text[1] != ''">
          <p class="words">
            <xsl:call-template name="language">
              <xsl:with-param name="tag" select="b:language[1]"/>
            </xsl:call-template>
            <xsl:value-of select="b:text[1]"/>
          </p>
        </xsl:when>
        <xsl:when test="not(b:original[1] != '')">
          <p class="none">No words are in this bundle.</p>
        </xsl:when>
      </xsl:choose>
      <xsl:if test="b:original[1] != ''">
        <p class="words original">
          <xsl:call-template name="language">
            <xsl:with-param name="tag" select="b:original-language[1]"/>
          </xsl:call-template>
          <xsl:value-of select="b:original[1]"/>
        </p>
      </xsl:if>
      <xsl:for-each select="b:text[position() > 1 and . != '']">
        <p class="none">Another wording, not yet settled: <q dir="auto"><xsl:value-of select="."/></q></p>
      </xsl:for-each>
      <p class="facts">
        <xsl:variable name="speaker" select="key('record', b:participant[1])"/>
        <xsl:call-template name="fact"><xsl:with-param name="text" select="$speaker/b:label[1]"/></xsl:call-template>
        <xsl:for-each select="key('voice-groups', @id)[not(b:deleted[not(@at)])]
                              | key('speaker-groups', b:participant[1])[not(b:deleted[not(@at)])]">
          <xsl:call-template name="fact">
            <xsl:with-param name="text" select="key('record', b:group[1])/b:name[1]"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:variable name="codings" select="key('codings', @id)[not(b:deleted[not(@at)])]"/>
        <xsl:variable name="unnamed" select="count($codings[not(key('record', b:theme[1]))])"/>
        <xsl:for-each select="$codings[key('record', b:theme[1])]">
          <span class="theme">
            <xsl:call-template name="theme-name"><xsl:with-param name="id" select="b:theme[1]"/></xsl:call-template>
          </span>
        </xsl:for-each>
        <xsl:if test="$unnamed > 0">
          <span class="fact">
            <xsl:text>themes not in this bundle: </xsl:text>
            <xsl:value-of select="$unnamed"/>
          </span>
        </xsl:if>
        <xsl:call-template name="permission"/>
        <xsl:if test="b:verbatim[1] = 'true'"><span class="fact">the very words</span></xsl:if>
        <xsl:call-template name="fact"><xsl:with-param name="text" select="b:ref[1]"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="text" select="b:source[1]"/></xsl:call-template>
      </p>
    </li>
  </xsl:template>

  <!-- A word and a mark: neither colour nor shape is needed to know which. -->
  <xsl:template name="feeling">
    <xsl:param name="feeling"/>
    <xsl:choose>
      <xsl:when test="$feeling = 'working-well'"><span class="feeling works"><span aria-hidden="true">✓ </span>works</span></xsl:when>
      <xsl:when test="$feeling = 'not-working'"><span class="feeling not"><span aria-hidden="true">✗ </span>does not work</span></xsl:when>
      <xsl:when test="$feeling = 'idea'"><span class="feeling"><span aria-hidden="true">! </span>idea</span></xsl:when>
      <xsl:when test="$feeling = 'question'"><span class="feeling"><span aria-hidden="true">? </span>question</span></xsl:when>
      <xsl:when test="$feeling = 'mixed'"><span class="feeling"><span aria-hidden="true">~ </span>mixed</span></xsl:when>
      <xsl:otherwise><span class="feeling"><span aria-hidden="true">· </span>feeling not recorded</span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The voice's own permission, else the speaker's, else the session's, else it may be told in other words. -->
  <xsl:template name="permission">
    <xsl:variable name="speaker" select="key('record', b:participant[1])/b:permission[1]"/>
    <xsl:variable name="session" select="key('record', b:session[1])/b:permission[1]"/>
    <xsl:variable name="permission">
      <xsl:choose>
        <xsl:when test="b:permission[1] != ''"><xsl:value-of select="b:permission[1]"/></xsl:when>
        <xsl:when test="$speaker != ''"><xsl:value-of select="$speaker"/></xsl:when>
        <xsl:when test="$session != ''"><xsl:value-of select="$session"/></xsl:when>
        <xsl:otherwise>paraphrase</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <span class="permission">
      <xsl:choose>
        <xsl:when test="$permission = 'quote'">may be quoted</xsl:when>
        <xsl:when test="$permission = 'paraphrase'">not to be quoted, only told in other words</xsl:when>
        <xsl:when test="$permission = 'count'">only to be counted</xsl:when>
        <xsl:otherwise>not to be shown to others</xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <!-- A coding with a merged theme counts for the theme it was merged into. Twenty steps, since mergings may go round. -->
  <xsl:template name="theme-name">
    <xsl:param name="id"/>
    <xsl:param name="steps" select="20"/>
    <xsl:variable name="theme" select="key('record', $id)"/>
    <xsl:variable name="into" select="$theme/b:merged-into[1]"/>
    <xsl:choose>
      <xsl:when test="$steps > 0 and $into != '' and $into != $id and key('record', $into) and not(key('deleted', $into))">
        <xsl:call-template name="theme-name">
          <xsl:with-param name="id" select="$into"/>
          <xsl:with-param name="steps" select="$steps - 1"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$theme/b:name[1] != ''"><bdi><xsl:value-of select="$theme/b:name[1]"/></bdi></xsl:when>
      <xsl:otherwise>a theme not in this bundle</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Themes -->

  <xsl:template name="themes">
    <xsl:variable name="themes" select="b:theme[not(b:deleted[not(@at)])]"/>
    <xsl:if test="$themes">
      <section aria-labelledby="themes">
        <h2 id="themes">Themes</h2>
        <div class="wide" tabindex="0" role="region" aria-labelledby="themes">
          <table>
            <thead>
              <tr>
                <th scope="col">Theme</th>
                <th scope="col">What is meant</th>
                <th scope="col" class="number">Codings</th>
              </tr>
            </thead>
            <tbody>
              <xsl:for-each select="$themes">
                <xsl:sort select="b:name[1]"/>
                <tr>
                  <th scope="row">
                    <bdi><xsl:value-of select="b:name[1]"/></bdi>
                    <xsl:call-template name="theme-state"/>
                  </th>
                  <td dir="auto"><xsl:value-of select="b:definition[1]"/></td>
                  <td class="number"><xsl:value-of select="count(key('coded', @id)[not(b:deleted[not(@at)])])"/></td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="theme-state">
    <xsl:choose>
      <xsl:when test="b:merged-into[1] != ''">
        <span class="state">
          <xsl:text>counts for </xsl:text>
          <xsl:call-template name="theme-name"><xsl:with-param name="id" select="b:merged-into[1]"/></xsl:call-template>
        </span>
      </xsl:when>
      <xsl:when test="b:retired[1] = 'true' and key('parts', @id)">
        <span class="state">
          <xsl:text>split into </xsl:text>
          <xsl:for-each select="key('parts', @id)">
            <xsl:if test="position() > 1">, </xsl:if>
            <bdi><xsl:value-of select="b:name[1]"/></bdi>
          </xsl:for-each>
        </span>
      </xsl:when>
      <xsl:when test="b:retired[1] = 'true'"><span class="state">retired</span></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What was done about it -->

  <xsl:template name="actions">
    <xsl:variable name="actions" select="b:action[not(b:deleted[not(@at)])]"/>
    <xsl:if test="$actions">
      <section aria-labelledby="actions">
        <h2 id="actions">You said, we did</h2>
        <ul>
          <xsl:for-each select="$actions">
            <li>
              <p class="words" dir="auto"><xsl:value-of select="b:title[1]"/></p>
              <p class="facts">
                <xsl:call-template name="fact">
                  <xsl:with-param name="text" select="key('record', b:organisation[1])/b:name[1]"/>
                </xsl:call-template>
              </p>
              <xsl:if test="b:outcome[1] != ''"><p dir="auto"><xsl:value-of select="b:outcome[1]"/></p></xsl:if>
              <xsl:for-each select="key('steps', @id)[not(b:deleted[not(@at)])]">
                <xsl:sort select="b:happened[1]"/>
                <p class="facts">
                  <xsl:call-template name="moment"><xsl:with-param name="moment" select="b:happened[1]"/></xsl:call-template>
                  <xsl:call-template name="fact">
                    <xsl:with-param name="text" select="translate(b:status[1], '-', ' ')"/>
                  </xsl:call-template>
                  <xsl:call-template name="fact">
                    <xsl:with-param name="text" select="key('record', b:organisation[1])/b:name[1]"/>
                  </xsl:call-template>
                </p>
                <xsl:if test="b:answer[1] != ''"><p dir="auto"><xsl:value-of select="b:answer[1]"/></p></xsl:if>
              </xsl:for-each>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Small things -->

  <xsl:template name="fact">
    <xsl:param name="text"/>
    <xsl:if test="$text != ''"><span class="fact"><bdi><xsl:value-of select="$text"/></bdi></span></xsl:if>
  </xsl:template>

  <xsl:template name="text-or">
    <xsl:param name="text"/>
    <xsl:param name="otherwise"/>
    <xsl:choose>
      <xsl:when test="$text != ''"><bdi><xsl:value-of select="$text"/></bdi></xsl:when>
      <xsl:otherwise><xsl:value-of select="$otherwise"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="moment">
    <xsl:param name="moment"/>
    <xsl:if test="$moment != ''">
      <span class="fact"><time datetime="{$moment}"><xsl:value-of select="translate($moment, 'T', ' ')"/></time></span>
    </xsl:if>
  </xsl:template>

  <!-- The language of a text, and the direction its script runs in; where the language is not known the browser looks. -->
  <xsl:template name="language">
    <xsl:param name="tag"/>
    <xsl:variable name="first" select="concat('|', substring-before(concat($tag, '-'), '-'), '|')"/>
    <xsl:if test="$tag != ''">
      <xsl:attribute name="lang"><xsl:value-of select="$tag"/></xsl:attribute>
    </xsl:if>
    <xsl:attribute name="dir">
      <xsl:choose>
        <xsl:when test="$tag = '' or not($tag) or contains($tag, '-')">auto</xsl:when>
        <xsl:when test="contains('|ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi|', $first)">rtl</xsl:when>
        <xsl:otherwise>ltr</xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
  </xsl:template>

  <xsl:template name="style">
    <style>
      :root { color-scheme: light dark; --quiet: #5c5c5c; --line: #d0d0d0; --works: #00666b; --not: #9a4a00; }
      @media (prefers-color-scheme: dark) {
        :root { --quiet: #b4b4b4; --line: #4a4a4a; --works: #6fd0d4; --not: #ffb570; }
      }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
      main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
      h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
      h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.5rem 0 .25rem; }
      .lead { font-size: 1.1rem; margin: 0; }
      .facts, .note, .none, .state { color: var(--quiet); }
      ul.facts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
      ol, section > ul { list-style: none; padding: 0; }
      ol > li, section > ul > li { border-top: 1px solid var(--line); padding: .9rem 0; }
      p.facts { margin: .25rem 0 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
      .words { font-size: 1.15rem; margin: .1rem 0; max-width: 70ch; white-space: pre-line; overflow-wrap: anywhere; }
      .original { color: var(--quiet); }
      .none { margin: .1rem 0; }
      .feeling { font-weight: 600; }
      .works { color: var(--works); }
      .not { color: var(--not); }
      .theme::before { content: "# "; }
      .permission { font-style: italic; }
      nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
      nav a { color: inherit; display: inline-block; min-height: 2rem; line-height: 2rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
      tbody th { font-weight: 600; }
      .number { text-align: end; padding-inline-end: 0; font-variant-numeric: tabular-nums; }
      .state { display: block; font-weight: 400; }
      :focus-visible { outline: 3px solid var(--works); outline-offset: 2px; }
      @media print { nav { display: none; } ol > li { break-inside: avoid; } }
    </style>
  </xsl:template>
</xsl:stylesheet>
